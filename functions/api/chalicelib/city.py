"""The city as everybody sees it: its name and looks, what may be reported, and where."""

from __future__ import annotations

from typing import Any

from chalice import Blueprint, Response

from chalicelib import answers
from chalicelib.views import json_answer
from nabiz.bootstrap import app

city = Blueprint(__name__)
KEPT = "public, max-age=300"  # seconds in which a page may go on with what it has


@city.route("/public/catalogue", methods=["GET"])
def show_catalogue() -> Response:
    """Kinds, categories, departments and neighbourhoods in the asked language."""
    from nabiz.domain.ticket import Kind

    configuration = app().configuration
    params: dict[str, Any] = dict(city.current_request.query_params or {})
    language = params.get("language", configuration.city.default_language)
    catalogue = configuration.catalogue
    categories = [answers.CategoryShown(code=category.code, name=category.name(language),
                                        department=category.department)
                  for category in catalogue.categories.values()]  # fmt: skip
    departments = [answers.DepartmentShown(code=department.code, name=department.name(language))
                   for department in catalogue.departments.values()]  # fmt: skip
    places = [answers.PlaceShown(code=place.code, name=place.name, outline=place.polygon)
              for place in configuration.neighbourhoods]  # fmt: skip
    return json_answer(
        answers.CatalogueShown(kinds=list(Kind), categories=categories, departments=departments, neighbourhoods=places),
        Cache_Control=KEPT,
    )


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
