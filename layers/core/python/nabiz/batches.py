"""A batch of a queue, one message after another: what failed is named, and the queue delivers only that again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any


class BatchFailed(RuntimeError):
    """Not one message of a batch could be handled: the function itself has failed, and its alarm shall say so."""


@dataclass(frozen=True)
class QueueRecord:
    """One message as SQS hands it to Lambda; `group` is empty outside FIFO queues, `received` counts deliveries."""

    id: str
    receipt: str
    body: str
    received: int
    group: str = ""

    @property
    def detail(self) -> Any:
        """What an event of the bus says, where the queue stands behind the bus."""
        return json.loads(self.body)["detail"]


def work_through(
    event: Mapping[str, Any],
    handle: Callable[[QueueRecord], None],
    leave: Callable[[QueueRecord], None] = lambda record: None,
) -> dict[str, Any]:
    """Handle every message; what the function answers to Lambda.

    An error leaves a message in the queue, and in a FIFO queue what comes after it in its group, which must not
    overtake it. Errors are for `handle` to log: nothing of them is repeated here, they may hold people's words.

    Args:
        leave: is told of each message that stays in the queue, whether it failed or waits behind one that did; an
            error of its own changes nothing, the message then stays hidden for the queue's whole timeout.

    Raises:
        BatchFailed: every message failed.
    """
    records = [_read(raw) for raw in event["Records"]]
    failed: list[str] = []
    groups: set[str] = set()
    for record in records:
        if record.group not in groups:
            try:
                handle(record)
                continue
            except Exception:
                groups |= {record.group} - {""}
        failed.append(record.id)
        with suppress(Exception):
            leave(record)
    if records and len(failed) == len(records):
        raise BatchFailed(f"None of {len(records)} messages could be handled.")
    return {"batchItemFailures": [{"itemIdentifier": record} for record in failed]}


def work_together(
    event: Mapping[str, Any], of: Callable[[QueueRecord], str], handle: Callable[[str, list[QueueRecord]], None]
) -> dict[str, Any]:
    """The same where all messages about one thing are handled at once: they fail or are done together.

    Args:
        of: what a message is about.

    Raises:
        BatchFailed: every message failed.
    """
    records = [_read(raw) for raw in event["Records"]]
    about: dict[str, list[QueueRecord]] = {}
    for record in records:
        about.setdefault(of(record), []).append(record)
    failed: list[str] = []
    for thing, together in about.items():
        try:
            handle(thing, together)
        except Exception:
            failed += [record.id for record in together]
    if records and len(failed) == len(records):
        raise BatchFailed(f"None of {len(records)} messages could be handled.")
    return {"batchItemFailures": [{"itemIdentifier": record} for record in failed]}


def _read(raw: Mapping[str, Any]) -> QueueRecord:
    attributes = raw["attributes"]
    return QueueRecord(
        raw["messageId"], raw["receiptHandle"], raw["body"], int(attributes["ApproximateReceiveCount"]),
        attributes.get("MessageGroupId", ""),
    )  # fmt: skip
