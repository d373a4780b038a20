"""Escalation reads what is due and nothing else: its requests are the same however many tickets are open."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
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
TIME_LIMIT = 240  # seconds, of the function
Escalated = tuple[list[dict[str, Any]], Counter[str]]


@pytest.fixture
def escalate(
    town: Town, monkeypatch: pytest.MonkeyPatch, figure: Callable[[str], None]
) -> Iterator[Callable[..., Escalated]]:
    """Fill a table, run the function's real handler once on it and count what it asks of AWS."""

    def run(open: int, due: int, at_once: int = 1) -> Escalated:
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
        TableTimers().write_mark("escalate_overdue", NOW - timedelta(minutes=1))  # where the run before came to
        calls.clear()
        began = time.monotonic()
        run = handler("escalate_overdue").lambda_handler
        with ThreadPoolExecutor(at_once) as pool:
            runs = [pool.submit(run, {"scheduled_time": NOW.isoformat()}, Context()) for _ in range(at_once)]
            done = [one.result() for one in runs]
        took = time.monotonic() - began
        figure(f"{due} of {open:,} escalated by {at_once}: {done}, {dict(calls)}, {took:.1f} s")
        assert took < TIME_LIMIT / 2
        told = rungs_told(town, name, due)
        assert len(told) == due
        assert set(told.values()) == {1}, "each rung once"
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


def rungs_told(town: Town, table: str, due: int) -> Counter[tuple[str, str]]:
    """How often each due ticket was escalated by each rung."""
    told = Counter[tuple[str, str]]()
    for number in many_tickets.numbers(due):
        page = town.clients.dynamodb.query(
            TableName=table, KeyConditionExpression="pk = :pk AND begins_with(sk, :history)",
            ExpressionAttributeValues={":pk": {"S": f"T#{number}"}, ":history": {"S": "H#"}},
        )  # fmt: skip
        told.update((number, json.loads(item["data"]["S"])["rung"]) for item in page["Items"]
                    if item["name"]["S"] == "TicketEscalated")  # fmt: skip
    return told


def test_ten_times_the_open_tickets_cost_no_request_more(escalate: Callable[..., Escalated]) -> None:
    few, many = escalate(300, 30), escalate(3_000, 30)

    assert few[0][0]["changed"] == many[0][0]["changed"] == 30
    assert many[1] == few[1]
    assert dict(many[1]) == expected(30)


def test_two_runs_at_once_climb_each_rung_once(escalate: Callable[..., Escalated]) -> None:
    done, _ = escalate(3_000, 30, at_once=2)

    assert sum(run["changed"] for run in done) == 30


@pytest.mark.scale
@pytest.mark.timeout(900)
def test_two_runs_at_once_do_five_hundred_of_a_hundred_thousand_once(escalate: Callable[..., Escalated]) -> None:
    done, calls = escalate(100_000, 500, at_once=2)

    assert sum(run["changed"] for run in done) == 500
    assert calls["Query"] <= 2 * expected(500)["Query"]
    assert calls["BatchGetItem"] <= 2 * expected(500)["BatchGetItem"]
    assert 500 <= calls["TransactWriteItems"] <= 2 * 500
