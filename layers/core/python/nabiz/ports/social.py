"""Social networks that are asked for what people wrote to us, where they do not post it themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from nabiz.domain.messages import InboundItem


@dataclass(frozen=True, slots=True)
class Position:
    """How far a network was read. Pages come newest first, so what is older may still be unread.

    Attributes:
        since: everything up to this id was read.
        until: of what is newer, everything from this id on was read; empty where nothing was left over.
        newest: becomes `since` once what was left over is read.
        rest_until: nobody asks before.
    """

    since: str = ""
    until: str = ""
    newest: str = ""
    rest_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What one request brought; `more`: older ones are left; `rest_until`: the network wants quiet until then."""

    items: Sequence[InboundItem]
    newest: str = ""
    oldest: str = ""
    more: bool = False
    rest_until: datetime | None = None


class Mentions(Protocol):
    """A network."""

    def page(self, since: str, until: str, at: datetime) -> Page:
        """The newest mentions after `since` and before `until`. Raises `SendFailed`."""


class Positions(Protocol):
    """Where the positions are kept."""

    def read(self, run: str) -> Position:
        """How far a run came; nothing if it never ran."""

    def write(self, run: str, position: Position, at: datetime) -> None:
        """Remember it."""
