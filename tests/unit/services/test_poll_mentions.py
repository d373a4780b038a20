"""A network is asked page by page, newest first; what is left over is read later, and its rest is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from nabiz.domain.messages import InboundItem
from nabiz.ports.social import Page, Position
from nabiz.services.poll_mentions import PollMentions

AT = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def items(count: int) -> list[InboundItem]:
    return [InboundItem("g", str(number), {}) for number in range(count)]


@dataclass
class Network:
    """Answers in order, and remembers how far it was read."""

    pages: list[Page]
    asked: list[tuple[str, str]] = field(default_factory=list)
    position: Position = field(default_factory=Position)
    queued: list[InboundItem] = field(default_factory=list)

    def page(self, since: str, until: str, at: datetime) -> Page:
        self.asked.append((since, until))
        return self.pages.pop(0)

    def read(self, run: str) -> Position:
        return self.position

    def write(self, run: str, position: Position, at: datetime) -> None:
        self.position = position

    def queue(self, found: Sequence[InboundItem]) -> None:
        self.queued.extend(found)

    def poll(self, after: timedelta) -> tuple[int, bool, bool]:
        ran = PollMentions(self, self, self.queue, "x_mentions")(AT + after, lambda: True)
        return ran.mentions, ran.unfinished, ran.resting


def test_what_a_rest_interrupted_is_read_to_its_end_before_anything_newer() -> None:
    network = Network([
        Page(items(100), "200", "101", more=True),
        Page(items(100), "100", "11", more=True, rest_until=AT + timedelta(minutes=15)),
        Page(items(3), "10", "8"),
        Page(()),
    ])  # fmt: skip

    assert network.poll(timedelta()) == (200, True, True)
    assert network.poll(timedelta(minutes=10)) == (0, False, True)
    assert network.poll(timedelta(minutes=20)) == (3, False, False)
    assert network.poll(timedelta(minutes=30)) == (0, False, False)
    assert network.asked == [("", ""), ("", "101"), ("", "11"), ("200", "")]
    assert len(network.queued) == 203


def test_a_refusal_leaves_everything_where_it_was() -> None:
    network = Network([Page((), rest_until=AT + timedelta(minutes=15))], position=Position("7"))

    assert network.poll(timedelta()) == (0, False, True)
    assert network.position == Position("7", rest_until=AT + timedelta(minutes=15))
