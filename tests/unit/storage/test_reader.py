"""A history is told by its own count, whatever clock its writers had."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from nabiz.domain.events import Event
from nabiz.storage.reader import in_order

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def happened(seq: int, minutes: int, key: str = "") -> Event:
    return Event("T#123456782", seq, f"E{seq}{key}", NOON + timedelta(minutes=minutes), "system:test", key=key)


def test_a_late_clock_does_not_turn_the_history_round() -> None:
    events = [happened(2, 10), happened(3, 1), happened(1, 0)]

    assert [event.seq for event in in_order(events)] == [1, 2, 3]


def test_a_side_event_stands_after_what_had_happened_by_then() -> None:
    events = [happened(0, 5, key="failed"), happened(2, 10), happened(1, 0)]

    assert [event.type for event in in_order(events)] == ["E1", "E0failed", "E2"]
