"""The life of a visit, and what it counts for."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nabiz.domain.desk_figures import DeskFigures, VisitChange, count_visit, split_measures, stretches
from nabiz.domain.errors import IllegalMove, MissingDemand, StaleVersion
from nabiz.domain.people import system
from nabiz.domain.visits import MOVES, OVER, Demand, Result, State, Visit, targets_from
from tests.support.things import NOON, OPERATOR, VET

ZONE, DAY = ZoneInfo("Europe/Istanbul"), date(2026, 11, 24)
GIVEN = {Demand.DESK: "masa-1", Demand.UNIT: "imar", Demand.RESULT: "served"}


def a_visit(precedence: str = "") -> Visit:
    visit = Visit("v", DAY, "danisma", NOON, 240, 240, precedence=precedence)
    visit.arrive(OPERATOR)
    return visit


def after(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def handed_over() -> Visit:
    """Waited 3 minutes, was served 5, waited 6 for the unit, which needed 2."""
    visit = a_visit()
    visit.move(State.CALLED, OPERATOR, after(3), GIVEN)
    visit.move(State.SERVING, OPERATOR, after(4))
    visit.move(State.HANDED_OVER, OPERATOR, after(9), GIVEN)
    visit.move(State.CALLED, VET, after(15), {Demand.DESK: "imar-masasi"})
    visit.move(State.SERVING, VET, after(16))
    visit.move(State.FINISHED, VET, after(18), {Demand.RESULT: "ticket"})
    return visit


def test_a_visit_that_is_handed_over_waits_again() -> None:
    visit = handed_over()

    assert [(one.desk, one.end) for one in stretches(visit)] == [
        ("masa-1", State.HANDED_OVER), ("imar-masasi", State.FINISHED)]  # fmt: skip
    assert (visit.line, visit.operator, visit.result) == ("unit:imar", "vet-1", Result.TICKET)


def test_what_is_not_in_the_table_is_refused_with_the_ways_there_are() -> None:
    ways = {(move.source, move.target) for move in MOVES}
    for source in State:
        for target in State:
            visit = a_visit()
            visit.state = source
            if (source, target) in ways:
                visit.move(target, OPERATOR, after(1), GIVEN)
                continue
            with pytest.raises(IllegalMove) as refused:
                visit.move(target, OPERATOR, after(1), GIVEN)
            assert refused.value.details["allowed"] == [str(state) for state in targets_from(source)]


@pytest.mark.parametrize(("to", "demand"), [(State.CALLED, "desk")])
def test_what_a_move_demands(to: State, demand: str) -> None:
    with pytest.raises(MissingDemand) as missing:
        a_visit().move(to, OPERATOR, after(1))

    assert missing.value.details["demands"] == [demand]


def test_a_change_from_an_old_page_says_who_was_faster() -> None:
    visit = a_visit()
    visit.version = 3
    with pytest.raises(StaleVersion) as stale:
        visit.check_version(2)

    assert (stale.value.details["version"], stale.value.details["changed_by"]) == (3, "user:ayse")


def test_the_end_of_the_day() -> None:
    waits, served = a_visit(), a_visit()
    served.move(State.CALLED, OPERATOR, after(3), GIVEN)
    served.move(State.SERVING, OPERATOR, after(4))
    for visit in (waits, served):
        assert visit.close(system("desk-closing"), after(300))
        assert not visit.close(system("desk-closing"), after(301))

    assert (waits.state, served.state, served.result) == (State.LEFT, State.FINISHED, "served")


def test_a_history_never_goes_back() -> None:
    visit = a_visit()
    visit.move(State.CALLED, OPERATOR, NOON - timedelta(milliseconds=40), GIVEN)

    assert [step.at for step in visit.steps] == [NOON, NOON]


def test_what_a_visit_counts_for() -> None:
    found = count_visit(handed_over(), ZONE)

    whole = {measure: amount for (dimension, _, measure), amount in found.items() if dimension == "all"}
    assert whole == {"taken": 1, "called": 2, "wait": 540, "wait_within": 1, "served": 2, "serving": 420,
                     "serve_within": 1, "handed_over": 1, "finished": 1, "result_ticket": 1}  # fmt: skip
    assert found["all/desks", DAY, "imar-masasi|serving"] == 120
    assert found["all/hours", DAY, "12|called"] == 2  # noon in Istanbul
    assert found["service:danisma", DAY, "served"] == 2


MOVING = st.lists(st.tuples(st.sampled_from(State), st.integers(0, 900)), max_size=12)


@settings(deadline=None)
@given(MOVING)
def test_the_changes_of_a_visit_add_up_to_what_it_counts_for(moves: list[tuple[State, int]]) -> None:
    from copy import deepcopy

    visit, at, before = a_visit("elderly"), NOON, None
    sums: Counter[object] = Counter()
    for target, seconds in [(State.WAITING, 0), *moves]:
        at += timedelta(seconds=seconds)
        if target in targets_from(visit.state):
            visit.move(target, OPERATOR, at, GIVEN)
        sums.update(VisitChange("x", before, visit).moves(ZONE))
        before = deepcopy(visit)

    assert {key: amount for key, amount in sums.items() if amount} == {
        key: amount for key, amount in count_visit(visit, ZONE).items() if amount
    }


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3600), st.booleans()), min_size=1, max_size=40))
def test_nobody_is_overtaken_by_who_came_later_than_the_head_start(people: list[tuple[int, bool]]) -> None:
    head_start = timedelta(minutes=15)
    line = [Visit(str(n), DAY, "danisma", NOON + timedelta(seconds=s), 240, 240, precedence="elderly" if first else "")
            for n, (s, first) in enumerate(people)]  # fmt: skip
    order = sorted(line, key=lambda visit: (visit.rank(head_start), visit.id))

    for place, visit in enumerate(order):
        for earlier in order[:place]:
            assert earlier.arrived_at <= visit.arrived_at + head_start
            assert earlier.precedence or earlier.arrived_at <= visit.arrived_at


def test_averages_and_shares() -> None:
    figures = DeskFigures({"called": 4, "wait": 600, "wait_within": 3})

    assert (figures.ratio("wait", "called"), figures.ratio("wait_within", "called")) == (150.0, 0.75)
    assert figures.ratio("serving", "served") is None
    assert [*split_measures({"13|taken": 2, "09|taken": 1})] == ["09", "13"]
    assert {State.FINISHED, State.LEFT} == OVER
