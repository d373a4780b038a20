"""In what order a team goes to its tickets: nearest first, then improved by turning stretches round (2-opt).

The same stops give the same way on every machine. Distances are along the great circle: streets are not known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

EARTH = 6_371_008.8  # metres, mean radius (IUGG)
ROUNDS = 50  # of improvement; a hundred stops need about five
LEAST_GAIN = 0.5  # metres: less is the noise of floating point and would let two ways take turns


@dataclass(frozen=True, slots=True)
class Spot:
    """A position in degrees north and east."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Stop:
    """Somewhere to go."""

    code: str
    spot: Spot


def distance(one: Spot, other: Spot) -> float:
    """Metres along the great circle (haversine)."""
    north, east = radians(other.lat - one.lat) / 2, radians(other.lon - one.lon) / 2
    chord = sin(north) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(east) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(chord)))


def length(start: Spot, stops: Sequence[Stop]) -> float:
    """Metres from the start over all stops; nobody goes back."""
    places = [start, *(stop.spot for stop in stops)]
    return sum(distance(one, other) for one, other in pairwise(places))


def plan_route(start: Spot, stops: Sequence[Stop], fixed: Sequence[str] = ()) -> list[Stop]:
    """The order of the stops.

    Args:
        fixed: codes of stops that somebody has put in order: they keep it, the others are put between them where they
            lie best. Codes that are not among the stops mean nothing.
    """
    known = {stop.code: stop for stop in stops}
    pinned = [known[code] for code in dict.fromkeys(fixed) if code in known]
    return _improve(start, _nearest_first(start, list(known.values()), pinned), {stop.code for stop in pinned})


def _nearest_first(start: Spot, stops: list[Stop], pinned: list[Stop]) -> list[Stop]:
    left = {stop.code: stop for stop in stops}
    waiting = [stop.code for stop in pinned]
    here, way = start, list[Stop]()
    while left:
        later = frozenset(waiting[1:])
        open_ones = [stop for stop in left.values() if stop.code not in later]
        _, _, near = min((distance(here, stop.spot), stop.code, stop) for stop in open_ones)
        way.append(left.pop(near.code))
        here = near.spot
        if waiting and waiting[0] == near.code:
            waiting.pop(0)
    return way


def _improve(start: Spot, way: list[Stop], pinned: set[str]) -> list[Stop]:
    for _ in range(ROUNDS):
        if not _turn_one(start, way, pinned):
            break
    return way


def _turn_one(start: Spot, way: list[Stop], pinned: set[str]) -> bool:
    """Turn every stretch round that makes the way shorter; whether there was one."""
    turned = False
    for first in range(len(way) - 1):
        held = int(way[first].code in pinned)
        for last in range(first + 1, len(way)):
            held += way[last].code in pinned
            if held > 1:
                break  # turned round, two stops that keep their order would change it
            before = way[first - 1].spot if first else start
            old, new = distance(before, way[first].spot), distance(before, way[last].spot)
            if last + 1 < len(way):
                after = way[last + 1].spot
                old, new = old + distance(way[last].spot, after), new + distance(way[first].spot, after)
            if new < old - LEAST_GAIN:
                way[first : last + 1] = way[first : last + 1][::-1]
                turned = True
                held = int(way[first].code in pinned) + sum(stop.code in pinned for stop in way[first + 1 : last + 1])
    return turned
