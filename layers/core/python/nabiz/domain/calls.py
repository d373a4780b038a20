"""A phone call, put together from what its provider says of it: twice, late, in pieces and in any order.

What was told is kept as it came (`legs`, `marks`, `hint`); everything else follows from that, so the same pieces make
the same call whatever the order in which they arrive.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from nabiz.domain.switchboard import Switchboard

ID_LENGTH = 24  # hex digits


class Direction(StrEnum):
    """Who called whom."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


class Outcome(StrEnum):
    """What became of a call, or of one stretch of it."""

    WAITING = "waiting"  # nothing is known yet: it waits in a queue, or the piece that says more is still to come
    ANSWERED = "answered"
    ABANDONED = "abandoned"  # the caller hung up in the queue
    LEFT = "left"  # the queue let it go: too long, empty, or a key was pressed
    NOT_QUEUED = "not_queued"  # ended before any queue, for example in the announcement
    UNANSWERED = "unanswered"  # we called, and nobody answered


class Presence(StrEnum):
    """What a call does at somebody's desk, in its order."""

    RINGING = "ringing"
    CONNECTED = "connected"
    ENDED = "ended"


class MarkKind(StrEnum):
    """What happens to a call in a queue."""

    ENTERED = "entered"
    CONNECTED = "connected"
    COMPLETED = "completed"  # the talk with an operator ended, also by a transfer
    ABANDONED = "abandoned"
    LEFT = "left"
    DIALLED = "dialled"  # says the line


@dataclass(frozen=True, slots=True)
class Leg:
    """What a provider's record says of one stretch of a call: one queue at most and one operator at most.

    `key` is the provider's id of it; of several records the one with the highest `revision` holds. Seconds are whole.
    """

    key: str
    revision: str
    started_at: datetime
    outcome: Outcome
    direction: Direction = Direction.INBOUND
    line: str = ""
    queue: str = ""
    operator: str = ""
    caller: str = ""  # E.164, empty where it is withheld or no number that can be called
    withheld: bool = False
    wait: int = 0
    talk: int = 0
    hold: int = 0
    after_work: int = 0
    connected_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def handling(self) -> int:
        """Seconds that the operator was busy with it."""
        return self.talk + self.hold + self.after_work


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of a queue's log. The same line twice is one mark; seconds are whole.

    `key` is the key that the caller pressed to leave the queue.
    """

    at: datetime
    kind: MarkKind
    queue: str = ""
    operator: str = ""
    wait: int = 0
    talk: int = 0
    caller: str = ""
    withheld: bool = False
    line: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """What a switchboard says at this moment, best effort: for the desk it rings at, never for figures.

    Without an operator it is about the call itself: it came, or it is over.
    """

    at: datetime
    presence: Presence
    operator: str = ""
    caller: str = ""
    withheld: bool = False
    line: str = ""
    queue: str = ""


@dataclass(frozen=True, slots=True)
class CallbackRequest:
    """A caller asks to be called back; `id` makes it one request however often it is told."""

    id: str
    at: datetime
    caller: str
    line: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class CallNews:
    """What one entry of the inbound queue says of one call. `reference` is the provider's id of the whole call."""

    provider: str
    reference: str
    legs: tuple[Leg, ...] = ()
    marks: tuple[Mark, ...] = ()
    signs: tuple[Sign, ...] = ()
    callback: CallbackRequest | None = None

    @property
    def call_id(self) -> str:
        """Our id of the call, empty where the news is about none."""
        return call_id(self.provider, self.reference) if self.reference else ""

    @property
    def tells(self) -> bool:
        """Whether it says anything of a call."""
        return bool(self.reference and (self.legs or self.marks or self.signs))


@dataclass(frozen=True, slots=True)
class Share:
    """What one operator did for a call, in seconds; only when it is over for them."""

    operator: str
    handling: int


@dataclass(slots=True)
class Call:
    """One call. `learn` adds what was told, and sets everything that follows from it."""

    id: str
    provider: str
    reference: str
    started_at: datetime
    legs: tuple[Leg, ...] = ()
    marks: tuple[Mark, ...] = ()
    hint: Sign | None = None  # the first sign, as long as nothing better is known
    closed_at: datetime | None = None  # by a sign
    direction: Direction = Direction.INBOUND
    outcome: Outcome = Outcome.WAITING
    line: str = ""
    queue: str = ""
    operator: str = ""  # a user name: who talked last
    caller: str = ""
    withheld: bool = False
    wait: int = 0
    talk: int = 0
    hold: int = 0
    after_work: int = 0
    connected_at: datetime | None = None
    ended_at: datetime | None = None
    shares: tuple[Share, ...] = ()
    tickets: frozenset[str] = frozenset()
    callback: str = ""  # number of the ticket by which they are called back
    version: int = 0

    def learn(self, news: CallNews, board: Switchboard) -> bool:
        """Take in what was told; whether that changed anything."""
        before = (self.legs, self.marks, self.hint, self.closed_at)
        self.legs = _newest(self.legs + news.legs)
        self.marks = tuple(sorted(set(self.marks + news.marks), key=_position))
        for sign in news.signs:
            self._notice(sign)
        if before == (self.legs, self.marks, self.hint, self.closed_at) and self.version:
            return False
        self._settle(board)
        return True

    @property
    def is_over(self) -> bool:
        """Whether nobody talks any more, as far as anything says so."""
        return self.ended_at is not None or self.closed_at is not None

    @property
    def handling(self) -> int:
        """Seconds that operators were busy with it."""
        return self.talk + self.hold + self.after_work

    @property
    def exit_keys(self) -> frozenset[str]:
        """Keys that the caller pressed to leave a queue."""
        return frozenset(mark.key for mark in self.marks if mark.key)

    def _notice(self, sign: Sign) -> None:
        """Keep of all signs the first that knows the caller, and the last end: the same in any order."""
        if sign.presence is Presence.ENDED:
            if not sign.operator and (self.closed_at is None or sign.at > self.closed_at):
                self.closed_at = sign.at
            return
        rank = (not sign.caller, sign.at, repr(sign))
        if self.hint is None or rank < (not self.hint.caller, self.hint.at, repr(self.hint)):
            self.hint = sign

    def _settle(self, board: Switchboard) -> None:
        legs = sorted([*self.legs, *legs_of(self.marks)], key=lambda leg: (leg.started_at, leg.key))
        answered = [leg for leg in legs if leg.outcome is Outcome.ANSWERED]
        known: list[Leg | Sign | Mark] = [*legs, *self.marks, *([self.hint] if self.hint else [])]
        moments = [*(leg.started_at for leg in legs), *([self.hint.at] if self.hint else [])]
        self.started_at = min([*moments, *(mark.at for mark in self.marks)], default=self.started_at)
        self.direction = legs[0].direction if legs else Direction.INBOUND
        self.outcome = _outcome(legs, answered)
        self.queue = next((one.queue for one in known if one.queue), "")
        self.line = board.line(next((one.line for one in known if one.line), ""), self.queue)
        self.caller = next((one.caller for one in known if one.caller), "")
        self.withheld = not self.caller and any(one.withheld for one in known)
        self.operator = board.username(answered[-1].operator) if answered else ""
        until_answered = legs[: legs.index(answered[0]) + 1] if answered else legs
        self.wait = sum(leg.wait for leg in until_answered)
        self.talk = sum(leg.talk for leg in answered)
        self.hold = sum(leg.hold for leg in answered)
        self.after_work = sum(leg.after_work for leg in answered)
        self.connected_at = answered[0].connected_at if answered else None
        ends = [leg.ended_at for leg in legs]
        self.ended_at = max(end for end in ends if end) if ends and all(ends) else None
        self.shares = tuple(Share(board.username(leg.operator), leg.handling) for leg in answered if leg.ended_at)


def call_id(provider: str, reference: str) -> str:
    """Our id of a provider's call; it says nothing of the caller."""
    return hashlib.sha256(f"{provider}|{reference}".encode()).hexdigest()[:ID_LENGTH]


def new_call(news: CallNews, at: datetime) -> Call:
    """A call of which nothing is known yet."""
    return Call(news.call_id, news.provider, news.reference, at)


def _newest(legs: Iterable[Leg]) -> tuple[Leg, ...]:
    """Of each leg the record with the highest revision; of two with the same revision always the same one."""
    newest: dict[str, Leg] = {}
    for leg in legs:
        standing = newest.get(leg.key)
        if standing is None or _rank(leg) > _rank(standing):
            newest[leg.key] = leg
    return tuple(newest[key] for key in sorted(newest))


def _rank(leg: Leg) -> tuple[str, bool, str]:
    """Of two records of one moment the one that knows the end."""
    return leg.revision, leg.ended_at is not None, repr(leg)


def _outcome(legs: Sequence[Leg], answered: Sequence[Leg]) -> Outcome:
    if answered:
        return Outcome.ANSWERED
    queued = [leg for leg in legs if leg.outcome is not Outcome.NOT_QUEUED]
    if queued:
        return queued[-1].outcome
    return Outcome.NOT_QUEUED if legs else Outcome.WAITING


# -- marks of a queue's log ------------------------------------------------------------------------------------------

_ORDER = {kind: index for index, kind in enumerate(MarkKind)}
_ENDS = {MarkKind.COMPLETED: Outcome.ANSWERED, MarkKind.ABANDONED: Outcome.ABANDONED, MarkKind.LEFT: Outcome.LEFT}


def _position(mark: Mark) -> tuple[datetime, int, str]:
    return mark.at, _ORDER[mark.kind], repr(mark)


@dataclass(slots=True)
class _Visit:
    """One stay in one queue; whatever of it is missing is read off the rest."""

    entered: Mark | None = None
    connected: Mark | None = None
    end: Mark | None = None

    def fits(self, mark: Mark) -> bool:
        """Whether this can come next."""
        if self.end:
            return mark.kind is MarkKind.ENTERED
        if self.connected:
            return mark.kind is MarkKind.COMPLETED
        return mark.kind is not MarkKind.ENTERED and mark.kind is not MarkKind.COMPLETED

    def must_be_another(self, mark: Mark) -> bool:
        """Whether this begins a new stay."""
        taken = self.connected if mark.kind is MarkKind.CONNECTED else None
        return mark.kind is MarkKind.ENTERED or self.end is not None or taken is not None

    def take(self, mark: Mark) -> None:
        match mark.kind:
            case MarkKind.ENTERED:
                self.entered = mark
            case MarkKind.CONNECTED:
                self.connected = mark
            case _:
                self.end = mark

    def leg(self, key: str, *, last: bool) -> Leg:
        known = [mark for mark in (self.entered, self.connected, self.end) if mark]
        told = self.connected or self.end
        wait = told.wait if told else 0
        talk = self.end.talk if self.end else 0
        if self.connected:
            outcome = Outcome.ANSWERED
        elif self.end:
            outcome = _ENDS[self.end.kind]
        else:  # nothing says how it went on; where the call turns up in another queue, it has left this one
            outcome = Outcome.WAITING if last else Outcome.LEFT
        began = self.entered.at if self.entered else known[0].at - timedelta(
            seconds=wait + (0 if self.connected else talk)
        )  # fmt: skip
        connected_at = self.connected.at if self.connected else None
        if connected_at is None and outcome is Outcome.ANSWERED and self.end:
            connected_at = self.end.at - timedelta(seconds=talk)
        return Leg(
            key, "", began, outcome, queue=known[0].queue,
            operator=next((mark.operator for mark in known if mark.operator), ""),
            caller=next((mark.caller for mark in known if mark.caller), ""),
            withheld=any(mark.withheld for mark in known), wait=wait, talk=talk, connected_at=connected_at,
            ended_at=self.end.at if self.end else None if last else known[-1].at,
        )  # fmt: skip


def legs_of(marks: Sequence[Mark]) -> list[Leg]:
    """The stays in queues that a log's lines tell of, each as a leg."""
    by_queue: dict[str, list[Mark]] = {}
    for mark in sorted(marks, key=_position):
        if mark.kind is not MarkKind.DIALLED:
            by_queue.setdefault(mark.queue, []).append(mark)
    visits = [(queue, visit) for queue, those in by_queue.items() for visit in _visits(those)]
    first = [visit.leg(f"{queue}", last=True).started_at for queue, visit in visits]
    latest = max(first, default=None)
    return [
        visit.leg(f"{queue}#{began.isoformat()}", last=began == latest)
        for (queue, visit), began in zip(visits, first, strict=True)
    ]


def _visits(marks: Sequence[Mark]) -> list[_Visit]:
    """Lines of one second have no order of their own: of those the one that fits comes next."""
    todo, visits = list(marks), list[_Visit]()
    while todo:
        same = [mark for mark in todo if mark.at == todo[0].at]
        last = visits[-1] if visits else None
        mark = next((one for one in same if last and last.fits(one)), same[0])
        todo.remove(mark)
        if last is None or last.must_be_another(mark):
            visits.append(last := _Visit())
        last.take(mark)
    return visits
