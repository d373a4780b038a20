"""Escalation reads what is due and nothing else: its requests are the same however many tickets are open."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from nabiz import bootstrap
from nabiz.settings import ENVIRONMENT
from nabiz.storage.timers import TableTimers
from nabiz_tools import configuration_store
from nabiz_tools.paths import CONFIG
from tests.support import many_tickets
from tests.support.cloud import QUEUES, Context, compiled, handler
from tests.support.town import Town

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
HOURS = 2  # that a run reads: its own and the one before
SHARDS = 4
Escalated = tuple[dict[str, Any], Counter[str]]


@pytest.fixture
def escalate(
    town: Town, monkeypatch: pytest.MonkeyPatch, figure: Callable[[str], None]
) -> Iterator[Callable[..., Escalated]]:
    """Fill a table, run the function's real handler once on it and count what it asks of AWS."""

    def run(open: int, due: int) -> Escalated:
        name = f"nabiz-scale-{open}"
        began = time.monotonic()
        _, configuration = compiled()
        many_tickets.create_table(town.clients, name, many_tickets.tickets(configuration, open, due, NOW))
        configuration_store.apply(town.clients, name, CONFIG)
        figure(f"{open:,} open tickets brought in: {time.monotonic() - began:.1f} s")
        _become_function(monkeypatch, town, name)
        app, calls = bootstrap.app(), Counter[str]()
        app.session.register("before-call", lambda model, **_: calls.update([model.name]))  # before a client is made
        assert app._table
        TableTimers().write_mark("escalate_overdue", NOW - timedelta(minutes=5))  # where the run before came to
        calls.clear()
        began = time.monotonic()
        done = handler("escalate_overdue").lambda_handler({"scheduled_time": NOW.isoformat()}, Context())
        figure(f"{due} of {open:,} escalated: {dict(calls)}, {time.monotonic() - began:.1f} s")
        town.clients.dynamodb.delete_table(TableName=name)
        return done, calls

    yield run
    bootstrap.app.cache_clear()


def _become_function(monkeypatch: pytest.MonkeyPatch, town: Town, table: str) -> None:
    for variable in ENVIRONMENT.values():
        monkeypatch.setenv(variable, QUEUES)  # nothing but the table is asked for
    stack = town.api.stack
    monkeypatch.setenv("NABIZ_TABLE", table)
    for name, value in (("AWS_ENDPOINT_URL", stack.endpoint_url), ("AWS_DEFAULT_REGION", stack.region),
                        ("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test")):  # fmt: skip
        monkeypatch.setenv(name, value)
    bootstrap.app.cache_clear()


def expected(due: int) -> dict[str, int]:
    """The mark and the configuration; a query an hour and shard; a batch of tickets; a transaction each; the mark."""
    return {"GetItem": 1, "Query": HOURS * SHARDS + 1, "BatchGetItem": -(-due // 100), "TransactWriteItems": due,
            "PutItem": 1}  # fmt: skip


def test_ten_times_the_open_tickets_cost_no_request_more(escalate: Callable[..., Escalated]) -> None:
    few, many = escalate(300, 30), escalate(3_000, 30)

    assert few[0]["changed"] == many[0]["changed"] == 30
    assert many[1] == few[1]
    assert dict(many[1]) == expected(30)


@pytest.mark.scale
def test_a_hundred_of_a_hundred_thousand_cost_what_a_hundred_cost(escalate: Callable[..., Escalated]) -> None:
    done, calls = escalate(100_000, 100)

    assert done["changed"] == 100
    assert dict(calls) == expected(100)
