"""The city as everybody sees it: its name and looks, what may be reported, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chalice import Blueprint, Response

from chalicelib import answers
from chalicelib.views import json_answer
from nabiz.bootstrap import app

if TYPE_CHECKING:
    from nabiz.configuration import Configuration

city = Blueprint(__name__)
KEPT = "public, max-age=300"  # seconds in which a page may go on with what it has


@city.route("/public/catalogue", methods=["GET"])
def show_catalogue() -> Response:
    """Kinds, categories, departments and neighbourhoods in the asked language."""
    from nabiz.domain.ticket import Kind

    configuration = app().configuration
    params: dict[str, Any] = dict(city.current_request.query_params or {})
    language = params.get("language", configuration.city.default_language)
    words = _words(configuration) if params.get("words") == "true" else {}
    catalogue = configuration.catalogue
    categories = [answers.CategoryShown(code=category.code, name=category.name(language),
                                        department=category.department, words=words.get(category.code, []))
                  for category in catalogue.categories.values()]  # fmt: skip
    departments = [answers.DepartmentShown(code=department.code, name=department.name(language))
                   for department in catalogue.departments.values()]  # fmt: skip
    places = [answers.PlaceShown(code=place.code, name=place.name, outline=place.polygon)
              for place in configuration.neighbourhoods]  # fmt: skip
    return json_answer(
        answers.CatalogueShown(kinds=list(Kind), categories=categories, departments=departments, neighbourhoods=places),
        Cache_Control=KEPT,
    )


def _words(configuration: Configuration) -> dict[str, list[tuple[str, float]]]:
    """What speaks for each category, as it is written: so a page suggests without asking at every letter."""
    keywords: Any = configuration.keywords
    weights = keywords["weights"]
    return {code: [(phrase, weights[strength]) for strength, phrases in strengths.items() for phrase in phrases]
            for code, strengths in keywords["categories"].items()}  # fmt: skip


@city.route("/public/branding", methods=["GET"])
def show_branding() -> Response:
    """Name, colours, logo and map: what a page needs before it shows anything."""
    configuration = app().configuration
    own, branding = configuration.city, configuration.branding
    themes = {name: answers.Colours(**colours) for name, colours in branding.colours.items()}
    view = branding.map
    shown = answers.BrandingShown(
        name=own.name, short_name=own.short_name, languages=list(own.languages), default_language=own.default_language,
        colours=answers.Themes(**themes), logo=branding.logo, phones=dict(own.phones), urls=dict(own.urls),
        email=own.email,
        map=answers.MapShown(centre=view.centre, zoom=view.zoom, tiles=view.tiles or None,
                             attribution=view.attribution or None),
    )  # fmt: skip
    return json_answer(shown, Cache_Control=KEPT)
