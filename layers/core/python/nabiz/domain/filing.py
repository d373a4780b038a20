"""What programs file: requests, and words that they add."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nabiz.domain.messages import Identifier, MediaReference
from nabiz.domain.places import Location


@dataclass(frozen=True, slots=True)
class Reported:
    """What a program sends, read but not yet believed.

    Attributes:
        reference: the program's own number for it, unique among its requests; empty if it has none.
        once: its idempotency key; the reference serves as one too.
        devices: `device_id` and `account_id`, as far as they were sent.
    """

    service: str
    description: str
    location: Location | None = None
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    identifiers: tuple[Identifier, ...] = ()
    name: str = ""
    addresses: tuple[MediaReference, ...] = ()
    reference: str = ""
    once: str = ""
    devices: Mapping[str, str] = field(default_factory=dict)
    language: str = "tr"


@dataclass(frozen=True, slots=True)
class Queued:
    """A request on its way through the queue; `uploads` are files that were stored before."""

    client: str
    token: str
    report: Reported
    uploads: tuple[MediaReference, ...] = ()


@dataclass(frozen=True, slots=True)
class Update:
    """What a program adds to a request that it filed; `id` is its own, unique among its updates."""

    number: str
    text: str
    id: str
