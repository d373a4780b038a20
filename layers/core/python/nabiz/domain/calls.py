"""A phone call, put together from what its provider says of it: twice, late, in pieces and in any order.

What was told is kept as it came (`legs`, `marks`, `hint`); everything else follows from that, so the same pieces make
the same call whatever the order in which they arrive.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from nabiz.domain.call_marks import legs_of, position
from nabiz.domain.call_pieces import CallDirection, CallNews, CallOutcome, Leg, Mark, Presence, Sign
from nabiz.domain.switchboard import Switchboard


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
    direction: CallDirection = CallDirection.INBOUND
    outcome: CallOutcome = CallOutcome.WAITING
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
        self.marks = tuple(sorted(set(self.marks + news.marks), key=position))
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
        answered = [leg for leg in legs if leg.outcome is CallOutcome.ANSWERED]
        known: list[Leg | Sign | Mark] = [*legs, *self.marks, *([self.hint] if self.hint else [])]
        moments = [*(leg.started_at for leg in legs), *([self.hint.at] if self.hint else [])]
        self.started_at = min([*moments, *(mark.at for mark in self.marks)], default=self.started_at)
        self.direction = legs[0].direction if legs else CallDirection.INBOUND
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


def _outcome(legs: Sequence[Leg], answered: Sequence[Leg]) -> CallOutcome:
    if answered:
        return CallOutcome.ANSWERED
    queued = [leg for leg in legs if leg.outcome is not CallOutcome.NOT_QUEUED]
    if queued:
        return queued[-1].outcome
    return CallOutcome.NOT_QUEUED if legs else CallOutcome.WAITING
