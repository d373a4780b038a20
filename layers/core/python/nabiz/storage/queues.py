"""SQS queues and the EventBridge bus: batches of ten, and nothing taken for granted."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from nabiz.domain.errors import StorageConflict
from nabiz.ports import QueueEntry

BATCH = 10  # SQS and EventBridge: entries in one request
SOURCE = "nabiz"
T = TypeVar("T")


class SqsQueue:
    """`nabiz.ports.Queue`."""

    def __init__(self, client: Any, url: str) -> None:
        self._client = client
        self._url = url

    def send(self, entries: Sequence[QueueEntry]) -> None:
        """See the port."""
        for batch in _tens(entries):
            request = [_sqs_entry(str(index), entry) for index, entry in enumerate(batch)]
            answer = self._client.send_message_batch(QueueUrl=self._url, Entries=request)
            failed = answer.get("Failed", [])
            if failed:
                raise StorageConflict(f"The queue did not take {len(failed)} of {len(batch)} messages.",
                                      codes=sorted({str(entry.get("Code")) for entry in failed}))  # fmt: skip


class EventBus:
    """`nabiz.ports.Bus`."""

    def __init__(self, client: Any, name: str) -> None:
        self._client = client
        self._name = name

    def publish(self, events: Sequence[tuple[str, datetime, Mapping[str, object]]]) -> None:
        """See the port."""
        for batch in _tens(events):
            entries = [
                {"EventBusName": self._name, "Source": SOURCE, "DetailType": name, "Time": at,
                 "Detail": json.dumps(detail, ensure_ascii=False)}
                for name, at, detail in batch
            ]  # fmt: skip
            answer = self._client.put_events(Entries=entries)
            if answer.get("FailedEntryCount"):
                codes = sorted({str(entry["ErrorCode"]) for entry in answer["Entries"] if entry.get("ErrorCode")})
                raise StorageConflict(f"The bus did not take {answer['FailedEntryCount']} events.", codes=codes)


def _sqs_entry(entry_id: str, entry: QueueEntry) -> dict[str, Any]:
    request: dict[str, Any] = {"Id": entry_id, "MessageBody": entry.body}
    if entry.group:
        request |= {"MessageGroupId": entry.group, "MessageDeduplicationId": entry.deduplication}
    if entry.attributes:
        request["MessageAttributes"] = {
            name: {"DataType": "String", "StringValue": value} for name, value in entry.attributes.items()
        }
    return request


def _tens(things: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(things), BATCH):
        yield things[start : start + BATCH]
