"""A cloud in memory that meters what the functions ask of it.

Requests are counted where botocore makes them. Read units come from the items of each answer, write units from the
images that the table's stream gives for each write (see `bench.capacity`). Processor time is the process's own, less
what the stand-in for AWS (moto) takes: validating, serialising, signing and parsing by botocore and PynamoDB count as
ours. For SQS, EventBridge and SES the stand-in sits in front of botocore, so only the making of those requests is in
it. Providers of messages are stand-ins within the process: their HTTP is not measured.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from moto.core.botocore_stubber import BotocoreStubber

from bench.capacity import index_units, item_size, read_units, write_units
from tests.support.cloud import Cloud


@dataclass
class Meter:
    """What one step cost; `cpu` in seconds."""

    requests: Counter[str] = field(default_factory=Counter)
    read: float = 0.0
    write: int = 0
    index: int = 0
    cpu: float = 0.0


class MeteredCloud(Cloud):
    """`tests.support.cloud.Cloud` with a meter."""

    def __init__(self) -> None:
        super().__init__()
        self.meter = Meter()
        self.aside = 0.0  # seconds of processor time that are not ours

    def __enter__(self) -> MeteredCloud:
        real = BotocoreStubber.__call__
        cloud = self

        def timed(stubber: BotocoreStubber, *args: Any, **given: Any) -> Any:
            started = time.process_time()
            try:
                return real(stubber, *args, **given)
            finally:
                cloud.aside += time.process_time() - started

        self._start(mock.patch.object(BotocoreStubber, "__call__", timed))
        super().__enter__()
        return self

    def _choke_point(self) -> Callable[..., Any]:
        call, cloud = super()._choke_point(), self

        def metered(client: Any, operation: str, parameters: dict[str, Any]) -> Any:
            service = client.meta.service_model.service_name
            if not cloud.counting:
                return call(client, operation, parameters)
            cloud.meter.requests[operation] += 1
            before = len(cloud.stream()) if service == "dynamodb" else 0
            answer = call(client, operation, parameters)
            if service == "dynamodb":
                started = time.process_time()
                cloud._weigh(operation, parameters, answer, before)
                cloud.aside += time.process_time() - started
            return answer

        return metered

    def _weigh(self, operation: str, asked: Mapping[str, Any], answer: Mapping[str, Any], before: int) -> None:
        self.meter.read += _read(operation, asked, answer)
        for old, new in _written(self.stream()[before:]):
            self.meter.write += write_units(old, new, transaction=operation == "TransactWriteItems")
            self.meter.index += index_units(old, new)

    def measure(self, step: Callable[[], object]) -> Meter:
        """Carry out one step; what it cost."""
        self.meter, self.aside = Meter(), 0.0
        started = time.process_time()
        step()
        self.meter.cpu = time.process_time() - started - self.aside
        return self.meter


def _written(records: list[dict[str, Any]]) -> list[tuple[Any, Any]]:
    """The images of each item before and after one request: moto streams an update that makes an item as two steps."""
    images: dict[str, tuple[Any, Any]] = {}
    for record in records:
        change = record["dynamodb"]
        old, _ = images.get(str(change["Keys"]), (change.get("OldImage"), None))
        images[str(change["Keys"])] = old, change.get("NewImage")
    return list(images.values())


def _read(operation: str, asked: Mapping[str, Any], answer: Mapping[str, Any]) -> float:
    match operation:
        case "GetItem":
            return read_units(item_size(answer.get("Item", {})), consistent=bool(asked.get("ConsistentRead")))
        case "Query":
            size = sum(item_size(item) for item in answer["Items"])
            return read_units(size, consistent=bool(asked.get("ConsistentRead")))
        case "BatchGetItem":
            return sum(_read_batch(wanted, answer["Responses"].get(table, [])) for table, wanted in
                       asked["RequestItems"].items())  # fmt: skip
    return 0.0


def _read_batch(wanted: Mapping[str, Any], found: list[Any]) -> float:
    consistent = bool(wanted.get("ConsistentRead"))
    missing = len(wanted["Keys"]) - len(found)
    return sum(read_units(item_size(item), consistent=consistent) for item in found) + missing * read_units(
        0, consistent=consistent
    )
