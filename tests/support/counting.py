"""Counting requests to AWS: what a story makes the house ask of the cloud, by service and operation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.cloud import Cloud

Requests = Counter[str]


@contextmanager
def requests_of(cloud: Cloud) -> Iterator[Requests]:
    """The requests that are made within; filled in at the end."""
    before, made = len(cloud.faults.calls), Requests()
    yield made
    made.update(cloud.faults.calls[before:])
