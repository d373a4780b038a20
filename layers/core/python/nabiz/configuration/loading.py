"""Builds the configuration from its parts: plain mappings, as they are compiled from `config/` and stored."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

from nabiz.configuration.branding import read_branding
from nabiz.configuration.desk import read_desk
from nabiz.configuration.field_teams import read_field
from nabiz.configuration.ladder import read_ladder
from nabiz.configuration.model import City, Configuration, Limits, SurveyRules
from nabiz.configuration.open311 import read_offer
from nabiz.configuration.promises import clock_codes, read_promises
from nabiz.configuration.reading import Node
from nabiz.configuration.telephony import read_switchboard
from nabiz.configuration.working_time import read_calendar, read_department_calendars
from nabiz.domain.catalogue import Catalogue, Category, Department, DepartmentKind, Priority, Terms
from nabiz.domain.errors import ConfigurationError
from nabiz.domain.messages import Channel
from nabiz.domain.places import Neighbourhood, Point

PARTS = (
    "city", "catalogue", "keywords", "calendar", "deadlines", "neighbourhoods", "ladder", "survey", "limits",
    "branding", "telephony", "desk", "field", "open311", "messages",
)  # fmt: skip
# Parts that an older version did not have: a city that has not applied them yet goes on without.
LATER = frozenset({"deadlines", "telephony", "desk", "field", "open311"})


VERSION_LENGTH = 12


def version_of(parts: Mapping[str, Mapping[str, object]]) -> str:
    """A short digest that is the same for the same content, whatever the order of its fields."""
    canonical = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:VERSION_LENGTH]


def load_configuration(parts: Mapping[str, Mapping[str, object]]) -> Configuration:
    """Build the configuration of a city.

    Args:
        parts: one mapping per name in `PARTS`, of the shapes that `config/*.yaml` shows.

    Raises:
        ConfigurationError: names the part, the way to the value, and what would be allowed.
    """
    missing = [part for part in PARTS if part not in parts and part not in LATER]
    if missing:
        raise ConfigurationError(f"These parts are missing: {', '.join(missing)}.", part=missing[0], path=())
    city = _city(Node("city", parts["city"]))
    catalogue = _catalogue(Node("catalogue", parts["catalogue"]))
    calendar = Node("calendar", parts["calendar"])
    calendars = read_department_calendars(calendar, city.timezone, catalogue.departments)
    promises = read_promises(Node("deadlines", parts.get("deadlines", {})), catalogue, calendars)
    return Configuration(
        version=version_of(parts),
        city=city,
        catalogue=catalogue,
        keywords=parts["keywords"],
        calendar=read_calendar(calendar, city.timezone),
        neighbourhoods=_neighbourhoods(Node("neighbourhoods", parts["neighbourhoods"])),
        ladder=read_ladder(Node("ladder", parts["ladder"]), catalogue, clock_codes(promises)),
        survey=_survey(Node("survey", parts["survey"])),
        limits=_limits(Node("limits", parts["limits"])),
        branding=read_branding(Node("branding", parts["branding"])),
        switchboard=read_switchboard(Node("telephony", parts.get("telephony", {})), catalogue),
        desk=read_desk(Node("desk", parts.get("desk", {})), catalogue),
        field=read_field(Node("field", parts.get("field", {})), catalogue),
        offer=read_offer(Node("open311", parts.get("open311", {})), catalogue),
        messages=parts["messages"],
        calendars=calendars,
        promises=promises,
    )


def _city(node: Node) -> City:
    node.fields("name", "short_name", "timezone", "default_language", "languages", "phones", "urls", "email")
    languages = node.get("languages").list(Node.text)
    default = node.get("default_language").one_of(dict.fromkeys(languages), "language")
    return City(
        name=node.get("name").text(),
        short_name=node.get("short_name").text(),
        timezone=_zone(node.get("timezone")),
        default_language=default,
        languages=languages,
        phones=node.get("phones").table(Node.text),
        urls=node.get("urls").table(Node.text),
        email=node.get("email").text(),
    )


def _zone(node: Node) -> ZoneInfo:
    try:
        return ZoneInfo(node.text())
    except (LookupError, ValueError):
        node.refuse(f"there is no time zone {node.value!r}; for example Europe/Istanbul")


def _catalogue(node: Node) -> Catalogue:
    node.fields("departments", "categories", "triage")
    departments = {code: _department(code, own) for code, own in node.get("departments").items()}
    categories = {}
    for code, own in node.get("categories").items():
        own.fields("names", "department", "priority", "respond", "resolve", "national_id")
        categories[code] = Category(
            code, own.get("names").table(Node.text), _terms(own, departments), own.get("national_id", False).flag()
        )
    triage = node.get("triage")
    triage.fields("department", "priority", "respond", "resolve")
    return Catalogue(departments, categories, _terms(triage, departments))


def _department(code: str, node: Node) -> Department:
    node.fields("kind", "names", "emails", "webhook")
    department = Department(
        code,
        node.get("kind").choice(DepartmentKind),
        node.get("names").table(Node.text),
        node.get("emails", []).list(Node.text),
        node.get("webhook", "").text(empty=True),
    )
    if department.kind is DepartmentKind.INTERNAL and not (department.emails or department.webhook):
        node.get("emails", []).refuse(
            "a department of the house needs an e-mail or a webhook, or nobody is told of its tickets"
        )
    return department


def _terms(node: Node, departments: Mapping[str, Department]) -> Terms:
    return Terms(
        node.get("department").one_of(departments, "department"),
        node.get("priority").choice(Priority),
        node.get("respond").number(),
        node.get("resolve").number(),
    )


def _neighbourhoods(node: Node) -> tuple[Neighbourhood, ...]:
    return tuple(_neighbourhood(code, own) for code, own in node.items())


def _neighbourhood(code: str, node: Node) -> Neighbourhood:
    node.fields("name", "aliases", "stands_alone", "polygon")
    polygon = node.get("polygon").list(_point)
    if len(polygon) < 3:
        node.get("polygon").refuse("a polygon has at least three points")
    aliases = node.get("aliases", []).list(Node.text)
    return Neighbourhood(code, node.get("name").text(), polygon, aliases, node.get("stands_alone", False).flag())


def _point(node: Node) -> Point:
    pair = node.list(lambda degree: degree.number(above=-181))
    if len(pair) != 2 or abs(pair[0]) > 180 or abs(pair[1]) > 90:
        node.refuse("a point is [longitude, latitude] in degrees")
    return pair[0], pair[1]


def _survey(node: Node) -> SurveyRules:
    node.fields("delay_hours", "valid_for_days", "ask_from", "ask_until", "code_length")
    asks = node.get("ask_from").clock_time(), node.get("ask_until").clock_time()
    if asks[0] >= asks[1]:
        node.get("ask_until").refuse("must be later than ask_from")
    return SurveyRules(
        timedelta(hours=node.get("delay_hours").number(above=-1)),
        timedelta(days=node.get("valid_for_days").number()),
        *asks,
        code_length=node.get("code_length").integer(least=6),
    )


def _limits(node: Node) -> Limits:
    node.fields(
        "notifications", "public", "mail_answers", "join_window_hours", "close_after_hours", "reopen_within_days",
        "message_costs",
    )  # fmt: skip
    notifications = node.get("notifications")
    notifications.fields("per_hour", "per_day")
    public = node.get("public")
    public.fields("messages_per_hour", "uploads_per_hour")
    mail_answers = node.get("mail_answers")
    mail_answers.fields("per_hour", "per_day")
    return Limits(
        notifications.get("per_hour").integer(least=1),
        notifications.get("per_day").integer(least=1),
        timedelta(hours=node.get("join_window_hours").number()),
        timedelta(hours=node.get("close_after_hours").number()),
        timedelta(days=node.get("reopen_within_days").number()),
        public.get("messages_per_hour").integer(least=1),
        public.get("uploads_per_hour").integer(least=1),
        mail_answers.get("per_hour").integer(least=1),
        mail_answers.get("per_day").integer(least=1),
        _message_costs(node.get("message_costs", {})),
    )


def _message_costs(node: Node) -> dict[str, float]:
    """Of each channel, or of one form of it: `whatsapp` and `whatsapp-template`."""
    for name, cost in node.items():
        Node("limits", name.partition("-")[0], cost.path).choice(Channel)
    return node.table(lambda cost: cost.number(above=-1))
