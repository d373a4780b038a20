"""Which browsers want to be told of a ticket."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from nabiz.domain.push import Subscription

Subscribed = tuple["Subscription", ...]


class Browsers(Protocol):
    """The browsers of each ticket."""

    def of(self, number: str) -> Subscribed:
        """One request."""

    def change(self, number: str, change: Callable[[Subscribed], Subscribed]) -> Subscribed:
        """Read, change, write under the condition that nobody wrote meanwhile; tried again where somebody did."""
