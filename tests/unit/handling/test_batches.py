"""A batch of a queue: what fails comes again, and nothing else does."""

from __future__ import annotations

from typing import Any

import pytest

from nabiz.batches import BatchFailed, QueueRecord, work_through, work_together


def batch(*messages: str, fifo: bool = False) -> dict[str, Any]:
    """An event with these bodies, which are their ids too; in a FIFO queue the first letter is the group."""
    return {"Records": [
        {"messageId": body, "receiptHandle": f"r-{body}", "body": body,
         "attributes": {"ApproximateReceiveCount": "2"} | ({"MessageGroupId": body[0]} if fifo else {})}
        for body in messages
    ]}  # fmt: skip


class Handler:
    """Remembers what it was given and fails on some of it."""

    def __init__(self, *failing: str) -> None:
        self.failing = failing
        self.given: list[QueueRecord] = []

    def __call__(self, record: QueueRecord) -> None:
        self.given.append(record)
        if record.body in self.failing:
            raise ValueError("Zeynep Kaya, 0532 111 22 33")


def failures(*ids: str) -> dict[str, Any]:
    return {"batchItemFailures": [{"itemIdentifier": id} for id in ids]}


def test_what_was_handled_does_not_come_again() -> None:
    handler = Handler()

    answer = work_through(batch("a1", "b1"), handler)

    assert answer == failures()
    assert handler.given == [QueueRecord("a1", "r-a1", "a1", 2), QueueRecord("b1", "r-b1", "b1", 2)]


def test_a_failed_message_comes_again_alone() -> None:
    handler = Handler("a1")

    assert work_through(batch("a1", "a2", "b1"), handler) == failures("a1")
    assert [record.body for record in handler.given] == ["a1", "a2", "b1"]


def test_in_a_fifo_queue_nothing_overtakes_a_failed_message_of_its_group() -> None:
    handler = Handler("a2")

    assert work_through(batch("a1", "a2", "b1", "a3", fifo=True), handler) == failures("a2", "a3")
    assert [record.body for record in handler.given] == ["a1", "a2", "b1"]


def test_all_that_stays_of_a_group_is_left_at_once() -> None:
    left = Handler("a2")  # its own failure changes nothing

    answer = work_through(batch("a1", "a2", "b1", "a3", fifo=True), Handler("a2"), left)

    assert answer == failures("a2", "a3")
    assert [record.body for record in left.given] == ["a2", "a3"]


def test_a_batch_of_which_nothing_could_be_handled_is_an_error_without_anybodys_words() -> None:
    with pytest.raises(BatchFailed) as failed:
        work_through(batch("a1", "b1"), Handler("a1", "b1"))

    assert str(failed.value) == "None of 2 messages could be handled."
    assert failed.value.__cause__ is None


def test_what_the_bus_says_stands_in_the_detail() -> None:
    record = QueueRecord("1", "r", '{"detail": {"media": "m"}}', 1)

    assert record.detail == {"media": "m"}


def test_what_is_about_one_thing_is_handled_at_once_and_fails_together() -> None:
    given: dict[str, list[str]] = {}

    def handle(thing: str, records: list[QueueRecord]) -> None:
        given[thing] = [record.body for record in records]
        if thing == "a":
            raise ValueError("Zeynep Kaya, 0532 111 22 33")

    answer = work_together(batch("a1", "b1", "a2"), lambda record: record.body[0], handle)

    assert given == {"a": ["a1", "a2"], "b": ["b1"]}
    assert answer == failures("a1", "a2")


def test_a_batch_of_which_nothing_could_be_handled_together_fails_as_a_whole() -> None:
    def handle(thing: str, records: list[QueueRecord]) -> None:
        raise ValueError("Zeynep Kaya, 0532 111 22 33")

    with pytest.raises(BatchFailed, match="None of 2 messages"):
        work_together(batch("a1", "b1"), lambda record: record.body, handle)
