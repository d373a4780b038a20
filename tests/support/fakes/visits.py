"""Visits to the welcome desk in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from datetime import date, timedelta

from nabiz.domain.errors import AlreadyDone, InvalidInput, NotFound, StorageConflict
from nabiz.domain.visits import AT_DESK, IN_LINE, OVER, Visit
from nabiz.ports import Once, Page
from nabiz.ports.desk import VisitQuery
from tests.support.fakes.memory import Memory


class FakeVisits:
    """`nabiz.ports.desk.Visits` on a `Memory`."""

    def __init__(self, memory: Memory, head_start: timedelta) -> None:
        self._memory, self._head_start = memory, head_start
        self._last: Counter[tuple[date, str]] = Counter()

    def take(self, visit: Visit, prefix: str) -> Visit:
        if visit.id in self._memory.visits:
            return self.find(visit.id)
        self._last[visit.day, visit.service] += 1
        visit.number = f"{prefix}{self._last[visit.day, visit.service]:03d}"
        self.put(visit)
        return visit

    def find(self, visit_id: str) -> Visit:
        if visit_id not in self._memory.visits:
            raise NotFound("There is no such visit.")
        return deepcopy(self._memory.visits[visit_id])

    def carried_out(self, once: Once) -> str:
        return self._memory.done.get(once.key, "")

    def put(self, visit: Visit, once: Once | None = None) -> None:
        if once is not None and once.key in self._memory.done:
            raise AlreadyDone("This was done before.", result=self._memory.done[once.key])
        standing = self._memory.visits.get(visit.id)
        if (standing.version if standing else 0) != visit.version:
            raise StorageConflict("The visit was changed.")
        visit.version += 1
        self._memory.visits[visit.id] = deepcopy(visit)
        if once is not None:
            self._memory.done[once.key] = once.result

    def line(self, day: date, line: str, limit: int) -> list[Visit]:
        found = [visit for visit in self._of(day) if visit.state in IN_LINE and visit.line == line]
        return sorted(found, key=lambda visit: (visit.rank(self._head_start), visit.id))[:limit]

    def waiting(self, day: date, lines: Sequence[str]) -> dict[str, int]:
        return {line: len(self.line(day, line, len(self._memory.visits))) for line in lines}

    def at_desks(self, day: date) -> list[Visit]:
        found = [visit for visit in self._of(day) if visit.state in AT_DESK]
        return sorted(found, key=lambda visit: visit.steps[-1].at)

    def page(self, query: VisitQuery) -> Page[Visit]:
        of, _, start = query.cursor.rpartition("|")
        if query.cursor and of != str(query.day):
            raise InvalidInput("This cursor does not belong to this list.", field="cursor")
        wanted = (("service", query.service), ("state", query.state), ("desk", query.desk))
        found = [visit for visit in self._of(query.day)
                 if all(getattr(visit, name) == value for name, value in wanted if value)
                 and not (query.open and visit.state in OVER)]  # fmt: skip
        found.sort(key=lambda visit: (visit.arrived_at, visit.id), reverse=True)
        begin = int(start or 0)
        end = begin + query.limit
        return Page(tuple(found[begin:end]), f"{query.day}|{end}" if end < len(found) else "")

    def _of(self, day: date) -> list[Visit]:
        return [deepcopy(visit) for visit in self._memory.visits.values() if visit.day == day]
