"""Where something is: a position, an address, and the neighbourhood that either of them names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Point = tuple[float, float]  # longitude, latitude: the order of GeoJSON


@dataclass(frozen=True, slots=True)
class Location:
    """Where a ticket's matter is; degrees are decimal strings, so that nothing is rounded; any may be empty."""

    lat: str = ""
    lon: str = ""
    address: str = ""
    neighbourhood: str = ""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A part of the city.

    Attributes:
        code: stable, stands in figures.
        name: as people write it, without "Mahallesi".
        polygon: one outer ring of longitude and latitude; the last point need not repeat the first.
        aliases: other names that people use.
        stands_alone: whether the name is no ordinary word, so that it is recognised without "mahallesi" after it.
    """

    code: str
    name: str
    polygon: tuple[Point, ...]
    aliases: tuple[str, ...] = ()
    stands_alone: bool = False

    def contains(self, lon: float, lat: float) -> bool:
        """Whether a point lies inside, by the even-odd rule; of two neighbours sharing a border only one has it."""
        inside = False
        x1, y1 = self.polygon[-1]
        for x2, y2 in self.polygon:
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                inside = not inside
            x1, y1 = x2, y2
        return inside


def find_neighbourhood(lat: str, lon: str, neighbourhoods: Iterable[Neighbourhood]) -> str:
    """Code of the neighbourhood around a position; empty if it lies outside the city or is no position."""
    try:
        y, x = float(lat), float(lon)
    except ValueError:
        return ""
    return next((place.code for place in neighbourhoods if place.contains(x, y)), "")


def find_neighbourhood_in_text(text: str, neighbourhoods: Iterable[Neighbourhood], fold: Callable[[str], str]) -> str:
    """Code of the one neighbourhood that a text names; empty if it names none, or several.

    Args:
        fold: makes spellings comparable; the same one for the text and for the names.
    """
    folded = fold(text)
    found = {
        place.code
        for place in neighbourhoods
        if any(_is_named(folded, fold(name), place) for name in (place.name, *place.aliases))
    }
    return found.pop() if len(found) == 1 else ""


def _is_named(text: str, name: str, place: Neighbourhood) -> bool:
    if name not in text:
        return False
    # "cinar mah.", "cinar mahallesi'nde", "cinar mh"; a name that stands alone may carry a case ending: "kavakli'da".
    after = r"(?:\b|['’])" if place.stands_alone else r"\s*(?:mah|mh)(?:\b|al)"
    return re.search(rf"\b{re.escape(name)}{after}", text) is not None
