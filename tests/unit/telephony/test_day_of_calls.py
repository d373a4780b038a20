"""A day of thousands of calls: what the system says equals what somebody counts over the raw records by hand."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest

from nabiz.channels.telephony import Provider
from nabiz.channels.telephony.items import read_item, write_item
from nabiz.channels.telephony.splitting import split
from nabiz.domain import call_figures as figures
from nabiz.domain.call_figures import CALLS, read_figures, split_measures
from nabiz.services.reconcile_calls import CallDifference, reconcile_calls, repair_calls
from nabiz.services.record_call import RecordCall
from nabiz.services.record_facts import record_facts
from nabiz_tools.standins.telephony_day import encode, pieces, plan_day, posts
from tests.support.cloud import compiled
from tests.support.fakes import FakeCalls, FakeCounters, FakeFacts, FakeUnitOfWork, Memory

DAY = date(2026, 11, 25)
MIDNIGHT = datetime(2026, 11, 26, 21, 0, tzinfo=UTC)  # too late to call anybody back by itself
THRESHOLDS = (0, 1, 3, 5, 10, 20, 60, 120, 300)


@dataclass
class HandCount:
    """A count of its own: it shares no line with the product. Waits of calls that came in, by outcome."""

    answered: list[int] = field(default_factory=list)
    abandoned: list[int] = field(default_factory=list)
    left: int = 0
    not_queued: int = 0
    handling: list[int] = field(default_factory=list)
    by_operator: Counter[str] = field(default_factory=Counter)
    by_hour: Counter[int] = field(default_factory=Counter)

    def contacts(self, records: list[dict[str, Any]]) -> None:
        newest: dict[str, dict[str, Any]] = {}
        for record in records:
            known = newest.get(record["ContactId"])
            if known is None or record["LastUpdateTimestamp"] > known["LastUpdateTimestamp"]:
                newest[record["ContactId"]] = record
        busy: Counter[str] = Counter()
        for record in newest.values():
            if agent := record["Agent"]:
                seconds = sum(agent[name] for name in ("AgentInteractionDuration", "CustomerHoldDuration",
                                                       "AfterContactWorkDuration"))  # fmt: skip
                busy[record["InitialContactId"] or record["ContactId"]] += seconds
                self.by_operator[agent["Username"]] += seconds
        for record in newest.values():
            if record["InitialContactId"]:
                continue
            if record["Agent"]:
                self.answered.append(record["Queue"]["Duration"])
                self.handling.append(busy[record["ContactId"]])
                self._hour(record["InitiationTimestamp"])
            elif record["Queue"] and record["DisconnectReason"] == "CUSTOMER_DISCONNECT":
                self.abandoned.append(record["Queue"]["Duration"])
            elif record["Queue"]:
                self.left += 1
            else:
                self.not_queued += 1

    def log(self, lines: list[str]) -> None:
        calls: dict[str, list[list[str]]] = {}
        for line in set(lines):
            columns = line.split("|")
            calls.setdefault(columns[1], []).append(columns)
        for those in calls.values():
            connects = sorted((int(c[0]), int(c[5])) for c in those if c[4] == "CONNECT")
            ends = [c for c in those if c[4] in ("COMPLETECALLER", "COMPLETEAGENT")]
            transfers = [c for c in those if c[4] == "BLINDTRANSFER"]
            if connects:
                self.answered.append(connects[0][1])
                self.handling.append(sum(int(c[6]) for c in ends) + sum(int(c[8]) for c in transfers))
                for c in ends:
                    self.by_operator[c[3]] += int(c[6])
                for c in transfers:
                    self.by_operator[c[3]] += int(c[8])
                began = min(int(c[0]) for c in those if c[4] == "ENTERQUEUE")
                self._hour(datetime.fromtimestamp(began, UTC).isoformat())
            elif any(c[4] == "ABANDON" for c in those):
                self.abandoned.append(next(int(c[7]) for c in those if c[4] == "ABANDON"))
            else:
                self.left += 1

    def events(self, events: list[dict[str, Any]]) -> None:
        newest: dict[str, dict[str, Any]] = {}
        for event in events:
            if event["id"] not in newest or event["updated_at"] > newest[event["id"]]["updated_at"]:
                newest[event["id"]] = event
        for event in newest.values():
            seconds = sum(event.get(f"{name}_seconds", 0) for name in ("talk", "hold", "after_work"))
            if event.get("operator"):
                self.by_operator[event["operator"]] += seconds
            if "call" in event:
                continue
            second = newest.get(f"{event['id']}-2", {}).get("talk_seconds", 0)
            match event["outcome"]:
                case "answered":
                    self.answered.append(event["wait_seconds"])
                    self.handling.append(seconds + second)
                    self._hour(event["started_at"])
                case "abandoned":
                    self.abandoned.append(event["wait_seconds"])
                case "left":
                    self.left += 1
                case _:
                    self.not_queued += 1

    def _hour(self, began: str) -> None:
        """Istanbul is three hours ahead of UTC all year."""
        self.by_hour[(datetime.fromisoformat(began.replace("Z", "+00:00")).astimezone(UTC).hour + 3) % 24] += 1


def count_by_hand(raw: list[tuple[str, bytes]]) -> HandCount:
    count, records = HandCount(), list[dict[str, Any]]()
    lines = [line for provider, body in raw if provider == "asterisk" for line in body.decode().splitlines()]
    events = [event for provider, body in raw if provider == "generic" for event in json.loads(body)["events"]]
    for body in (body for provider, body in raw if provider == "connect"):
        text, decoder, at = body.decode(), json.JSONDecoder(), 0
        while at < len(text):
            record, at = decoder.raw_decode(text, at)
            records.append(record)
    count.contacts(records)
    count.log(lines)
    count.events(events)
    return count


class Exchange:
    """Everything between a post and the figures, on fakes: split, queue, record, stream, counters."""

    def __init__(self) -> None:
        _, configuration = compiled()
        self.zone = configuration.city.timezone
        self.memory, self.counters, self.facts = Memory(), FakeCounters(), FakeFacts()
        self.calls = FakeCalls(self.memory, self.zone)
        self.record = RecordCall(self.calls, lambda: FakeUnitOfWork(self.memory), configuration)

    def take(self, provider: str, body: bytes) -> None:
        post = split(Provider(provider), body, MIDNIGHT)
        assert post.unread == []
        for news in post.news:
            item = json.loads(json.dumps(write_item(news).body))
            self.record(read_item(item), MIDNIGHT)

    def count(self) -> None:
        """The stream hands on what changed, every batch twice."""
        for start in range(0, len(self.calls.changes), 100):
            for _ in range(2):
                batch = self.calls.changes[start : start + 100]
                record_facts([], [], str(start), self.zone, self.counters, self.facts, batch)

    def measures(self, dimension: str) -> dict[str, int]:
        return self.counters.read(CALLS, dimension, DAY, DAY).get(DAY, {})


@pytest.mark.parametrize("seed", [1, 2])
def test_answered_within_any_threshold_equals_a_count_over_the_raw_records(seed: int) -> None:
    raw = posts(plan_day(DAY, 4000, seed), seed)
    by_hand = count_by_hand(raw)
    exchange = Exchange()

    for provider, body in raw:
        exchange.take(provider, body)
    exchange.count()

    found = read_figures(exchange.measures(figures.EVERYTHING), THRESHOLDS)
    assert found.within == {limit: sum(wait <= limit for wait in by_hand.answered) for limit in THRESHOLDS}
    assert found.abandoned_within == {limit: sum(wait <= limit for wait in by_hand.abandoned) for limit in THRESHOLDS}
    assert (found.answered, found.abandoned) == (len(by_hand.answered), len(by_hand.abandoned))
    assert (found.left, found.not_queued, found.waiting) == (by_hand.left, by_hand.not_queued, 0)
    assert found.offered == len(by_hand.answered) + len(by_hand.abandoned) + by_hand.left > 3800
    assert found.handled == len(by_hand.handling)
    assert found.average_handling == round(sum(by_hand.handling) / len(by_hand.handling), 3)
    assert found.talk + found.hold + found.after_work == sum(by_hand.handling)
    assert found.average_wait == round(sum(by_hand.answered) / len(by_hand.answered), 3)
    for percent, edge in found.handling_percentiles.items():
        exact = sorted(by_hand.handling)[-(-percent * len(by_hand.handling) // 100) - 1]
        assert edge - figures.HANDLING_STEP <= exact < edge


def test_hours_operators_and_lines_add_up_to_the_same() -> None:
    raw = posts(plan_day(DAY, 1500, 7), 7)
    by_hand = count_by_hand(raw)
    exchange = Exchange()

    for provider, body in raw:
        exchange.take(provider, body)
    exchange.count()

    hours = {int(hour): read_figures(counts, ()).answered
             for hour, counts in split_measures(exchange.measures("all/hours"))}  # fmt: skip
    assert {hour: count for hour, count in hours.items() if count} == dict(by_hand.by_hour)
    operators = {name: counts[figures.HANDLING] for name, counts in split_measures(exchange.measures("all/operators"))}
    assert operators == dict(by_hand.by_operator)
    lines = [read_figures(exchange.measures(f"line:{line}"), (5,)) for line in ("153", "185", "444")]
    whole = read_figures(exchange.measures("all"), (5,))
    assert sum(line.within[5] for line in lines) == whole.within[5]
    assert sum(line.offered for line in lines) == whole.offered


def test_counters_are_compared_with_the_calls_and_mended() -> None:
    exchange = Exchange()
    for provider, body in posts(plan_day(DAY, 120, 9), 9):
        exchange.take(provider, body)
    exchange.calls.changes.pop(5)  # one change that the stream never told
    exchange.count()

    def differences() -> list[CallDifference]:
        return reconcile_calls(DAY, exchange.zone, exchange.calls, exchange.counters)

    assert differences()
    repair_calls(DAY, differences(), exchange.counters)
    assert differences() == []


def test_a_late_correction_moves_what_was_counted() -> None:
    plans = plan_day(DAY, 30, 3, ("connect",))
    plan = next(plan for plan in plans if plan.end == "answered" and not plan.second)
    early, late = (encode(provider, [piece]) for provider, piece in pieces(plan))
    exchange = Exchange()

    exchange.take("connect", early)
    exchange.count()
    before = read_figures(exchange.measures("all"), ())
    exchange.take("connect", late)
    exchange.count()

    after = read_figures(exchange.measures("all"), ())
    assert (before.answered, after.answered) == (1, 1)
    assert before.talk == after.talk == plan.talk
    assert (before.after_work, after.after_work) == (0, plan.after_work)
