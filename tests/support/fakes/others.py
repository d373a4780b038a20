"""Timers, counters, queues, bus, files in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from nabiz.domain.pictures import Copies, Scan, outweighed
from nabiz.domain.standing import Place, assignee
from nabiz.domain.ticket import TimerKind
from nabiz.domain.timeline import Media, MediaState
from nabiz.ports import Count, QueueEntry, Shift
from tests.support.fakes.memory import Memory

FETCHED = ("state", "key", "mime_type", "size", "sha256", "reason")


class FakeTimers:
    """`nabiz.ports.Timers` on a `Memory`."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._marks: dict[str, datetime] = {}

    def due(self, kinds: frozenset[TimerKind], since: datetime, until: datetime) -> Iterator[str]:
        hour = since.replace(minute=0, second=0, microsecond=0)
        timers = [(t.timer.at, t.number) for t in self._memory.tickets.values() if t.timer and t.timer.kind in kinds]
        yield from (number for at, number in sorted(timers) if hour <= at <= until)

    def read_mark(self, run: str) -> datetime | None:
        return self._marks.get(run)

    def write_mark(self, run: str, at: datetime) -> None:
        self._marks[run] = max(at, self._marks.get(run, at))


class FakeCounters:
    """`nabiz.ports.Counters`."""

    def __init__(self) -> None:
        self._counted: dict[str, Sequence[Count | Shift]] = {}

    def add(self, counted: Mapping[str, Sequence[Count | Shift]]) -> int:
        new = {event: counts for event, counts in counted.items() if event not in self._counted}
        self._counted |= new
        return len(new)

    def read(self, report: str, dimension: str, since: date, until: date) -> dict[date, dict[str, int]]:
        days: dict[date, dict[str, int]] = {}
        for count in (one for counts in self._counted.values() for one in counts if isinstance(one, Count)):
            if (count.report, count.dimension) == (report, dimension) and since <= count.day <= until:
                day = days.setdefault(count.day, {})
                day[count.measure] = day.get(count.measure, 0) + count.amount
        return days

    def standing(self, username: str = "") -> Counter[Place]:
        found: Counter[Place] = Counter()
        for shift in (one for counts in self._counted.values() for one in counts if isinstance(one, Shift)):
            if shift.place[0].startswith("department:") or shift.place[0] == assignee(username):
                found[shift.place] += shift.amount
        return found


@dataclass
class FakeQueue:
    """`nabiz.ports.Queue`: what was sent, in order."""

    entries: list[QueueEntry] = field(default_factory=list)

    def send(self, entries: Sequence[QueueEntry]) -> None:
        self.entries += entries


@dataclass
class FakeBus:
    """`nabiz.ports.Bus`: what was published, in order."""

    events: list[tuple[str, datetime, Mapping[str, object]]] = field(default_factory=list)

    def publish(self, events: Sequence[tuple[str, datetime, Mapping[str, object]]]) -> None:
        self.events += events


@dataclass
class FakeFacts:
    """`nabiz.ports.Facts`: objects by name."""

    objects: dict[str, list[Mapping[str, object]]] = field(default_factory=dict)

    def write(self, name: str, day: date, rows: Sequence[Mapping[str, object]]) -> None:
        self.objects[f"{day}/{name}"] = list(rows)


class FakeMediaStore:
    """`nabiz.ports.MediaStore`, `MediaRecords`, `CopyStore` and `CopyRecords` on a `Memory`."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self.files: dict[str, tuple[bytes, str]] = {}
        self.same: dict[str, set[str]] = {}

    def put(self, key: str, chunks: Iterable[bytes], mime_type: str) -> None:
        self.files[key] = b"".join(chunks), mime_type

    def presign_download(self, key: str, file_name: str, valid: timedelta) -> str:
        return f"memory:{key}?name={file_name}&seconds={int(valid.total_seconds())}"

    def update_media(self, media: Media) -> bool:
        standing = self._memory.media.get((media.aggregate, media.id))
        if standing is None or standing.state is MediaState.STORED:
            return False
        self._change(media, **{name: getattr(media, name) for name in FETCHED})
        return True

    def announce_again(self, media: Media) -> bool:
        standing = self._memory.media.get((media.aggregate, media.id))
        if standing is None or standing.state is not MediaState.MISSING:
            return False
        self._change(media, state=MediaState.PENDING, reason="")
        return True

    def note_scan(self, media: Media, scan: Scan) -> bool:
        standing = self._memory.media.get((media.aggregate, media.id))
        if standing is None or (standing.verdict and standing.verdict not in outweighed(scan)):
            return False
        self._change(media, verdict=str(scan))
        return True

    def note_copies(self, media: Media, copies: Copies, also_on: tuple[str, ...]) -> bool:
        standing = self._memory.media.get((media.aggregate, media.id))
        if standing is None or standing.sha256 != media.sha256:
            return False
        self._change(media, copy=copies.copy, copy_type=copies.copy_type, thumbnail=copies.thumbnail,
                     note=str(copies.note), place=copies.place or standing.place, also_on=also_on)  # fmt: skip
        return True

    def note_same(self, sha256: str, number: str) -> tuple[str, ...]:
        self.same.setdefault(sha256, set()).add(number)
        return tuple(sorted(self.same[sha256] - {number}))

    def save(self, key: str, target: Path) -> None:
        target.write_bytes(self.files[key][0])

    def put_file(self, key: str, source: Path, mime_type: str) -> None:
        self.files[key] = source.read_bytes(), mime_type

    def _change(self, media: Media, **changes: Any) -> None:
        key = (media.aggregate, media.id)
        self._memory.media[key] = replace(self._memory.media[key], **changes)
