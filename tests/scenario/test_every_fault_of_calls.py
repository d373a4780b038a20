"""Every call to AWS of a story of telephone calls fails once, before it takes effect or after: nothing counts twice."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from nabiz import bootstrap
from nabiz.domain.call_pieces import Presence, call_id
from nabiz_tools.standins.telephony_day import encode, pieces, plan_day
from tests.support.city import City, insist
from tests.support.cloud import Cloud
from tests.support.exchange import Exchange
from tests.support.faults import AFTER, BEFORE, Faults, ForkingFaults

GAVE_UP = "1764060000.9"
EXPECTED = {"wait:2": 1, "waited": 2, "handled": 1, "handling": 90, "talk": 70, "hold": 5, "after_work": 15,
            "handle:90": 1, "lost:70": 1}  # fmt: skip


def tell_story(exchange: Exchange) -> None:
    """A call with its correction coming first, one that is given up and called back, and a desk at which one rings."""
    (plan,) = (plan for plan in plan_day(exchange.now.date(), 1, 1, ("connect",)))
    told = [encode("connect", [_as_planned(piece)]) for _, piece in pieces(plan)]
    for body in (told[-1], told[0]):
        insist(lambda body=body: exchange.post("connect", body))  # type: ignore[misc]
    insist(lambda: exchange.logs(GAVE_UP, "70|NONE|ABANDON|1|1|70"))
    insist(lambda: exchange.rings("05321112233", "101"))


def _as_planned(record: dict[str, object]) -> dict[str, object]:
    """The record of an answered call, with seconds that the test knows."""
    agent = {"Username": "ayse", "AgentInteractionDuration": 70, "CustomerHoldDuration": 5,
             "AfterContactWorkDuration": 15 if _is_late(record) else 0}  # fmt: skip
    return record | {"Agent": agent, "Queue": {"Name": "Beyaz Masa", "Duration": 2}, "NextContactId": None}


def _is_late(record: dict[str, object]) -> bool:
    agent = record["Agent"]
    return isinstance(agent, dict) and bool(agent["AfterContactWorkDuration"])


def check(exchange: Exchange) -> None:
    city, app = exchange.city, bootstrap.app()
    with city.uncounted():
        day = exchange.now.date()
        days = app.counters.read("calls", "all", day - timedelta(days=1), day + timedelta(days=1))
        found: Counter[str] = Counter()
        for measures in days.values():
            found.update({name: amount for name, amount in measures.items() if amount})
        given_up = app.calls.find(call_id("asterisk", GAVE_UP))
        present = app.calls.present("101")
    assert dict(found) == EXPECTED
    assert given_up
    assert given_up.tickets == {given_up.callback}
    assert city.history(given_up.callback)[:2] == ["TicketOpened", "TicketAssigned"]
    assert city.history(given_up.callback).count("CallLinked") == 1
    assert present
    assert present.presence is Presence.RINGING
    assert not any(queue.messages or queue.dead for queue in city.cloud.queues.values())


def story_with(faults: Faults) -> int:
    """Tell the story once; how many calls it made."""
    logging.disable(logging.CRITICAL)
    try:
        with Cloud(faults, people=False) as cloud:
            exchange = Exchange(City(cloud))
            tell_story(exchange)
            made = len(faults.calls)
            check(exchange)
    finally:
        logging.disable(logging.NOTSET)
    return made


def test_the_story_goes_well_without_faults() -> None:
    assert story_with(Faults()) > 25


@pytest.mark.parametrize("when", [BEFORE, AFTER])
def test_every_call_may_fail_once(when: str, record_property: Callable[[str, object], None]) -> None:
    faults = ForkingFaults(when=when)

    try:
        made = story_with(faults)
    except Exception as error:
        if not faults.child:
            raise
        faults.report(f"{type(error).__name__} {error}")
    if faults.child:
        faults.report("" if faults.struck else "the fault never struck")

    broken = [outcome for outcome in faults.outcomes if outcome]
    record_property("faults", [made, made - len(broken)])
    assert len(faults.outcomes) == made
    assert not broken, "\n".join(broken)
