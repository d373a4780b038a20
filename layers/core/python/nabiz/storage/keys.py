"""How keys are written. Nothing else puts one together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from nabiz.domain.ticket import Ticket, TimerKind

SELF = "A"  # sort key of the thing itself; sorts before what hangs on it
EVENT, MESSAGE, MEDIA, NOTIFICATION = "H#", "M#", "F#", "N#"
SIDE_EVENT = "E#"
BROWSERS = "PUSH"  # under a ticket
WISH, IDENTITY, LINK, NATIONAL_ID = "K#", "G#", "Q#", "NATIONAL_ID"  # under a citizen
TRIAGE = "-"  # stands for the department of what nobody has routed yet

# Timers of one hour are spread over this many partitions; more only where a city opens thousands of tickets an hour.
TIMER_SHARDS = 4
_TIMER_LETTER = {TimerKind.LADDER: "C", TimerKind.CLOSING: "C", TimerKind.SURVEY: "S"}


def ticket(number: str) -> str:
    """Partition of a ticket and all that belongs to it."""
    return f"T#{number}"


def conversation(conversation_id: str) -> str:
    """Partition of a conversation."""
    return f"V#{conversation_id}"


def citizen(citizen_id: str) -> str:
    """Partition of a citizen."""
    return f"P#{citizen_id}"


def identifier(key: str) -> str:
    """Partition of one way to recognise a citizen."""
    return f"I#{key}"


def worker(username: str) -> str:
    """Partition of somebody of the staff."""
    return f"W#{username}"


def upload(upload_id: str) -> str:
    """Partition of a file that comes in parts."""
    return f"U#{upload_id}"


def same_file(sha256: str) -> str:
    """Partition of the tickets on which a file's bytes stand."""
    return f"F#{sha256}"


def event(seq: int, key: str = "") -> str:
    """Sort key of a history entry, or of a side event."""
    return f"{SIDE_EVENT}{key}" if key else f"{EVENT}{seq:06d}"


def moment(at: datetime) -> str:
    """A moment that sorts as text: UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def queue(department: str, *, done: bool) -> str:
    """A department's list; the triage queue has a dash for a department."""
    return f"D#{department or TRIAGE}#{'done' if done else 'open'}"


def pool(*, done: bool) -> str:
    """The list over all departments."""
    return f"ALL#{'done' if done else 'open'}"


def mine(username: str) -> str:
    """The list of one person's open tickets."""
    return f"U#{username}"


# Sorts behind every moment: tickets whose promise waits for somebody outside stand at the end of their list.
WAITS = "~"


def list_position(ticket: Ticket) -> str:
    """Where a ticket stands in its lists: open ones by promise, done ones by the moment they were done."""
    if ticket.is_done:
        return f"{moment(ticket.done_at or ticket.opened_at)}#{ticket.number}"
    promise = ticket.resolve
    if promise is None:
        return f"{moment(ticket.opened_at)}#{ticket.number}"
    waits = promise.paused_at is not None
    return f"{WAITS if waits else ''}{moment(ticket.opened_at if waits else promise.due)}#{ticket.number}"


INDEXED = "X"  # what a search finds a ticket or a citizen by; beside the thing itself


def term(text: str) -> str:
    """A word as the search index writes it.

    Hashed, so that names and illnesses stand in no key, metric or log line; not keyed, because who reads the table
    reads the texts themselves, and a changed secret would make the index unreadable.
    """
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def found_by(scope: str, hashed_term: str) -> str:
    """Partition of everything that a word finds."""
    return f"X#{scope}#{hashed_term}"


def timer(kind: TimerKind, at: datetime, number: str) -> str:
    """Partition of the timers of one hour and shard."""
    return _timer_partition(_TIMER_LETTER[kind], at, int(number) % TIMER_SHARDS)


def _timer_partition(letter: str, at: datetime, shard: int) -> str:
    return f"{letter}#{at.astimezone(UTC):%Y%m%d%H}#{shard}"


def timer_partitions(kinds: frozenset[TimerKind], since: datetime, until: datetime) -> Iterator[str]:
    """The partitions that hold the timers of these hours, oldest first."""
    letters = sorted({_TIMER_LETTER[kind] for kind in kinds})
    hour = since.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    while hour <= until:
        yield from (_timer_partition(letter, hour, shard) for letter in letters for shard in range(TIMER_SHARDS))
        hour += timedelta(hours=1)


REPORT_LETTER = "R"


def report(at: datetime, reference: str) -> tuple[str, str]:
    """Where a message stands whose provider is to be asked at a moment: partition and sort key of `clock`."""
    digest = hashlib.sha256(reference.encode()).hexdigest()
    return _timer_partition(REPORT_LETTER, at, int(digest[:8], 16) % TIMER_SHARDS), f"{moment(at)}#{digest[:16]}"


def report_partitions(since: datetime, until: datetime) -> Iterator[str]:
    """The partitions that hold the questions of these hours, oldest first."""
    hour = since.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    while hour <= until:
        yield from (_timer_partition(REPORT_LETTER, hour, shard) for shard in range(TIMER_SHARDS))
        hour += timedelta(hours=1)
