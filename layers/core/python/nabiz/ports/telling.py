"""What is told to whom, and what holds it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # said in annotations only: whoever needs one port need not load the whole domain
    from nabiz.domain.events import Event
    from nabiz.domain.messages import Channel, DeliveryState, OutboundMessage, Sent, Suppression
    from nabiz.domain.timeline import Notification


class Outbox(Protocol):
    """The records of what is told to whom. State only moves forward."""

    def claim(self, notification: Notification, *, caps: Sequence[RateCap], lease: timedelta) -> Notification | None:
        """Record the notification as being sent by `notification.attempt`, or take over one whose lease ran out.

        Returns:
            None: it is claimed, send it. Otherwise what stands there: it is sent, failed or held already.

        Raises:
            RateLimited: a cap is reached; the notification is recorded as held.
            StorageConflict: another run is sending it right now.
        """

    def release(self, notification: Notification, at: datetime) -> None:
        """Give a claim back after a passing failure, so that the next delivery need not wait for the lease."""

    def advance(self, aggregate: str, key: str, state: DeliveryState, at: datetime, *, provider_id: str = "",
                code: str = "", reason: str = "", side_event: Event | None = None,
                sent_mail: bool = False, segments: int = 0, ask_at: datetime | None = None) -> bool:  # fmt: skip
        """Move the state forward, with the event in the same transaction; False if it is as far already or unknown.

        Args:
            ask_at: when its provider is to be asked what became of it, where it does not tell by itself.
            segments: parts of an SMS, for the figures.
            sent_mail: also remember that the mail `provider_id` was this notification, for answers that name it.
        """


class Suppressions(Protocol):
    """Mail addresses that are written to no more: they bounced for good, or somebody complained."""

    def add(self, suppressions: Iterable[Suppression]) -> None:
        """Remember them; again changes nothing but the reason."""

    def among(self, addresses: Sequence[str]) -> frozenset[str]:
        """Which of these are suppressed: one request."""


@dataclass(frozen=True, slots=True)
class RateCap:
    """How often something happens to somebody in one window; the counter goes by itself when the window is over.

    `who` is a citizen's id, or `network:` and a digest of an address.
    """

    who: str
    window: str
    limit: int
    expires_at: datetime


class Limits(Protocol):
    """Counters that refuse."""

    def count(self, cap: RateCap) -> None:
        """Count one more in a window: one request. Raises `RateLimited`."""


class Sender(Protocol):
    """A provider that takes messages in one channel."""

    def send(self, message: OutboundMessage) -> Sent:
        """Hand it over. Raises `SendFailed` with the provider's code and the remedy."""


Senders = Mapping["Channel", Sender]
