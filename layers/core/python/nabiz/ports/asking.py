"""What providers tell only when they are asked: what became of messages, and which texts are approved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from nabiz.domain.messages import DeliveryState
    from nabiz.domain.templates import TemplateState


@dataclass(frozen=True, slots=True)
class Outstanding:
    """A message of which nobody knows yet whether it arrived; `asked` is how often somebody asked."""

    aggregate: str
    key: str
    provider_id: str
    sent_at: datetime
    asked: int


class OutstandingReports(Protocol):
    """The sparse index of messages that are to be asked about."""

    def due(self, since: datetime, until: datetime) -> Iterator[Outstanding]:
        """Those whose moment has come; reads these hours and what it finds."""

    def ask_again(self, message: Outstanding, at: datetime | None) -> None:
        """Ask at this moment again, or never. Nothing happens to one that has its end meanwhile."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a provider says became of a message; `remedy` where it failed."""

    state: DeliveryState
    code: str = ""
    remedy: str = ""


class AskedProvider(Protocol):
    """A provider that is asked."""

    def report(self, ids: Sequence[str]) -> Mapping[str, Answered | None]:
        """What became of messages: None is still under way. Raises `SendFailed`."""


class Templates(Protocol):
    """The approval of templates, as the provider said last."""

    def states(self) -> Mapping[tuple[str, str], TemplateState]:
        """By name and language: one request."""

    def keep(self, states: Iterable[TemplateState]) -> int:
        """Remember what is newer than what stands there; how many were."""
