"""A write that was carried out and whose answer was lost is sent again by the SDK: it must know itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from nabiz import bootstrap
from nabiz.domain.dead_letters import Act
from nabiz.storage.records import ActRecord, NotificationRecord
from tests.support.things import NOON, a_notification

LEASE = timedelta(minutes=2)


@pytest.mark.usefixtures("city")
def test_a_claim_that_was_taken_over_holds_although_the_answer_was_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    outbox, given_back = bootstrap.app().outbox, a_notification()
    outbox.claim(given_back, caps=(), lease=LEASE)
    outbox.release(given_back, NOON)
    real = NotificationRecord.update

    def twice(record: NotificationRecord, **given: Any) -> Any:
        real(record, **given)
        return real(record, **given)

    monkeypatch.setattr(NotificationRecord, "update", twice)
    later = NOON + timedelta(seconds=5)
    second = replace(a_notification(), attempt="second", created_at=later)

    assert outbox.claim(second, caps=(), lease=LEASE) is None


@pytest.mark.usefixtures("city")
def test_a_line_of_a_history_is_written_once_although_the_answer_was_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    real = ActRecord.save

    def twice(record: ActRecord, **given: Any) -> Any:
        real(record, **given)
        return real(record, **given)

    monkeypatch.setattr(ActRecord, "save", twice)
    acts = bootstrap.app().letter_acts

    acts.record(Act("letter", "outbound_dead", "TicketOpened", "dropped", "test", NOON, "user:admin"))

    assert [act.letter for act in acts.page(10).items] == ["letter"]
