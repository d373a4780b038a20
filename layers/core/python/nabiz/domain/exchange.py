"""A ticket's counterpart at another body: what that body calls it, and what it sent along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Counterpart:
    """What a client or partner knows a ticket by.

    Attributes:
        body: the client's or partner's code.
        reference: its own number for it, unique at that body; empty where it gave none.
        words: what it sent and may read again, such as its description; nobody else is shown it.
    """

    number: str
    body: str
    at: datetime
    reference: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
