"""In what order a team goes."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nabiz.domain.routes import Spot, Stop, distance, length, plan_route

START = Spot(39.0, 33.0)
PLACES = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), max_size=14, unique=True)
TURNS = st.randoms(use_true_random=False)


def stops_at(*places: tuple[int, int]) -> list[Stop]:
    """Ten-thousandths of a degree north and east of the start."""
    return [Stop(f"{n:03d}", Spot(39 + north / 1e4, 33 + east / 1e4)) for n, (north, east) in enumerate(places)]


def codes(way: list[Stop]) -> list[str]:
    return [stop.code for stop in way]


def test_a_distance_that_others_have_measured() -> None:
    ankara, istanbul = Spot(39.9334, 32.8597), Spot(41.0082, 28.9784)

    assert distance(ankara, istanbul) == pytest.approx(349_400, rel=0.005)
    assert distance(ankara, ankara) == 0
    assert distance(Spot(0, 179.999), Spot(0, -179.999)) == pytest.approx(222.4, abs=0.5)


def test_on_a_line_one_goes_along_it() -> None:
    way = plan_route(START, stops_at((0, 30), (0, 10), (0, 40), (0, 20)))

    assert codes(way) == ["001", "003", "000", "002"]


def test_a_crossing_is_undone() -> None:
    stops = stops_at((0, 100), (100, 90), (100, 10), (10, 5), (95, 120), (30, 70))

    best = min(length(START, order) for order in permutations(stops))
    assert length(START, plan_route(START, stops)) <= best * 1.1


@settings(deadline=None)
@given(PLACES, TURNS)
def test_every_stop_once_and_the_same_way_whatever_the_order_of_asking(places, random) -> None:  # type: ignore[no-untyped-def]
    stops = stops_at(*places)
    mixed = random.sample(stops, len(stops))

    way = plan_route(START, stops)

    assert sorted(codes(way)) == sorted(codes(stops))
    assert codes(plan_route(START, mixed)) == codes(way)


@settings(deadline=None)
@given(PLACES, TURNS)
def test_fixed_stops_keep_their_order(places, random) -> None:  # type: ignore[no-untyped-def]
    stops = stops_at(*places)
    fixed = random.sample(codes(stops), random.randint(0, len(stops)))

    way = codes(plan_route(START, stops, [*fixed, "unknown"]))

    assert [code for code in way if code in fixed] == fixed
    assert sorted(way) == sorted(codes(stops))


@settings(deadline=None)
@given(PLACES)
def test_it_is_never_longer_than_going_to_the_nearest(places) -> None:  # type: ignore[no-untyped-def]
    left, here, greedy = stops_at(*places), START, []
    while left:
        near = min(left, key=lambda stop: (distance(here, stop.spot), stop.code))
        left.remove(near)
        greedy.append(near)
        here = near.spot

    assert length(START, plan_route(START, stops_at(*places))) <= length(START, greedy) + 1e-6
