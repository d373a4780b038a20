"""What the city shows of itself: catalogue, colours, figures."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from chalicelib.answers.basic import Answer
from nabiz.domain.survey import Answer as SurveyChoice
from nabiz.domain.ticket import Kind


class CategoryShown(Answer, omit_defaults=True):
    """A category in the asked language. `words` are the phrases that speak for it, as config/keywords.yaml writes them,
    each with how much it says; only where they were asked for."""

    code: str
    name: str
    department: str
    words: list[tuple[str, float]] = msgspec.field(default_factory=list)


class DepartmentShown(Answer):
    """A department in the asked language."""

    code: str
    name: str


class PlaceShown(Answer):
    """A neighbourhood; its outline as longitude and latitude."""

    code: str
    name: str
    outline: tuple[tuple[float, float], ...]


class CatalogueShown(Answer):
    """What may be reported, and where."""

    kinds: list[Kind]
    categories: list[CategoryShown]
    departments: list[DepartmentShown]
    neighbourhoods: list[PlaceShown]


class Colours(Answer):
    """Colours by purpose, each as #rrggbb."""

    primary: str
    on_primary: str
    accent: str
    on_accent: str
    background: str
    surface: str
    text: str
    muted: str


class Themes(Answer):
    """Colours by theme."""

    light: Colours
    dark: Colours


class MapShown(Answer):
    """Where a map begins: degrees north and east. Without tiles the pages show the neighbourhoods' outlines."""

    centre: tuple[float, float]
    zoom: int
    tiles: str | None
    attribution: str | None


class BrandingShown(Answer):
    """The city's name and looks. `logo` is the markup of an SVG drawing; phones and urls are by purpose."""

    name: str
    short_name: str
    languages: list[str]
    default_language: str
    colours: Themes
    logo: str
    phones: dict[str, str]
    urls: dict[str, str]
    email: str
    map: MapShown


class Figures(Answer, omit_defaults=True):
    """Live counters: sums over the span, and each day's. The fields after `days` are those of `satisfaction`."""

    report: str
    dimension: str
    since: date = msgspec.field(name="from")
    until: date = msgspec.field(name="to")
    counts: dict[str, int]
    days: list[dict[str, Any]]
    asked: int | msgspec.UnsetType = msgspec.UNSET
    answered: int | msgspec.UnsetType = msgspec.UNSET
    total: int | msgspec.UnsetType = msgspec.UNSET
    shares: dict[SurveyChoice, float] | msgspec.UnsetType = msgspec.UNSET
    satisfied: float | msgspec.UnsetType = msgspec.UNSET
