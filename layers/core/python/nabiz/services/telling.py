"""What plans and texts need to know of a city, made from its configuration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from nabiz.configuration import Configuration
from nabiz.domain import tokens
from nabiz.domain.notifications import CityFacts
from nabiz.domain.templates import TemplateState
from nabiz.texts import Texts


def texts_of(configuration: Configuration) -> Texts:
    """The city's texts."""
    city = configuration.city
    return Texts(configuration.messages, city.timezone, city.default_language)


def city_facts(
    configuration: Configuration, link_key: str, public_url: str,
    templates: Callable[[], Mapping[tuple[str, str], TemplateState]] = dict,
) -> CityFacts:  # fmt: skip
    """The city as notifications name it.

    Links lead to the citizens' pages (web/citizen/src/routes.ts). A key stands behind #: it reaches no server or log.
    """
    city, base = configuration.city, public_url.rstrip("/")
    return CityFacts(
        catalogue=configuration.catalogue, ladder=configuration.ladder, name=city.name,
        phone=city.phones.get("short_code") or city.phones.get("call_centre", ""), language=city.default_language,
        home=city.urls.get("home", base),
        tracking_key=lambda number: tokens.tracking_key(link_key, number),
        tracking_link=lambda number: f"{base}/takip/{number}#key={tokens.tracking_key(link_key, number)}",
        survey_token=lambda number, cycle: tokens.survey_token(link_key, number, cycle),
        survey_link=lambda token: f"{base}/anket/{token}",
        link_code=lambda link: tokens.link_code(link_key, link),
        preferences_link=lambda citizen: f"{base}/tercihler/{tokens.preferences_token(link_key, citizen)}",
        unsubscribe_link=lambda citizen, purpose: (
            f"{base}/api/public/preferences/{tokens.preferences_token(link_key, citizen)}/unsubscribe?purpose={purpose}"
        ),
        template_usable=_usable(configuration, templates),
        costs=configuration.limits.message_costs,
        clock_names={promise.code: promise.names for promise in configuration.promises},
    )  # fmt: skip


def _usable(
    configuration: Configuration, templates: Callable[[], Mapping[tuple[str, str], TemplateState]]
) -> Callable[[str, str], bool]:
    """Whether a stage's template may be used; read when it is first asked. One of which nobody has told is tried."""

    @cache
    def states() -> Mapping[tuple[str, str], TemplateState]:
        return templates()

    def usable(stage: str, language: str) -> bool:
        named = texts_of(configuration).template_of(stage, language)
        state = states().get(named)
        return state is None or state.usable

    return usable
