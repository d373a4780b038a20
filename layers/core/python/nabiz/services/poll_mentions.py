"""A network is asked who mentioned us, and what it says joins the queue that its webhook fills."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from nabiz.domain.messages import InboundItem
from nabiz.ports.social import Mentions, Page, Position, Positions

PAGES = 5  # in one run; what is left over is read by the next


@dataclass(frozen=True, slots=True)
class Polled:
    """What a run brought; `resting` where the network wants to be left alone for a while."""

    mentions: int = 0
    unfinished: bool = False
    resting: bool = False


@dataclass(frozen=True, slots=True)
class PollMentions:
    """The use case with what it needs; `run` names its position."""

    mentions: Mentions
    positions: Positions
    queue: Callable[[Sequence[InboundItem]], None]
    run: str

    def __call__(self, at: datetime, time_left: Callable[[], bool]) -> Polled:
        """Queue everything that is new. A page is queued before it counts as read: what comes twice is known by its id.

        Raises:
            SendFailed: the network does not answer; the next run asks again.
        """
        position = self.positions.read(self.run)
        if position.rest_until is not None and at < position.rest_until:
            return Polled(resting=True)
        brought = 0
        for _ in range(PAGES):
            page = self.mentions.page(position.since, position.until, at)
            if page.items:
                self.queue(page.items)
            brought += len(page.items)
            position = _after(position, page)
            self.positions.write(self.run, position, at)
            if not position.until or page.rest_until is not None or not time_left():
                break
        return Polled(brought, bool(position.until), position.rest_until is not None)


def _after(position: Position, page: Page) -> Position:
    """How far we are after a page."""
    rested = replace(position, rest_until=page.rest_until)
    newest = position.newest or page.newest
    if page.more and page.oldest:
        return replace(rested, until=page.oldest, newest=newest)
    if page.rest_until is not None and not page.oldest:
        return rested  # refused: nothing was read
    return replace(rested, since=newest or position.since, until="", newest="")
