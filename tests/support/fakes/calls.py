"""Calls in memory."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime, tzinfo

from nabiz.domain.call_figures import CallChange
from nabiz.domain.call_pieces import Presence
from nabiz.domain.calls import Call
from nabiz.domain.errors import InvalidInput, StorageConflict
from nabiz.ports import Page
from nabiz.ports.calls import CallQuery, Present
from tests.support.fakes.memory import Memory

_ORDER = {presence: index for index, presence in enumerate(Presence)}


class FakeCalls:
    """`nabiz.ports.calls.Calls` on a `Memory`; `changes` is what the table's stream would tell."""

    def __init__(self, memory: Memory, zone: tzinfo) -> None:
        self._memory = memory
        self._zone = zone
        self.changes: list[CallChange] = []

    def find(self, call_id: str) -> Call | None:
        return deepcopy(self._memory.calls.get(call_id))

    def put(self, call: Call, expires_at: datetime) -> None:
        standing = self._memory.calls.get(call.id)
        if (standing.version if standing else 0) != call.version:
            raise StorageConflict("The call was changed.")
        call.version += 1
        self._memory.calls[call.id] = deepcopy(call)
        self.changes.append(CallChange(f"CALL#{call.id}@{call.version}", standing, deepcopy(call)))

    def page(self, query: CallQuery) -> Page[Call]:
        name = query.caller or f"{query.operator}@{query.day}"
        of, _, start = query.cursor.rpartition("|")
        if query.cursor and of != name:
            raise InvalidInput("This cursor does not belong to this list; start again without it.", field="cursor")
        found = [call for call in self._memory.calls.values() if self._shown(call, query)]
        found.sort(key=lambda call: (call.started_at, call.id), reverse=True)
        begin = int(start or 0)
        end = begin + query.limit
        return Page(tuple(deepcopy(found[begin:end])), f"{name}|{end}" if end < len(found) else "")

    def _shown(self, call: Call, query: CallQuery) -> bool:
        of_day = bool(query.caller) or call.started_at.astimezone(self._zone).date() == query.day
        wanted = ((query.caller, call.caller), (query.operator, call.operator), (query.line, call.line),
                  (query.outcome, call.outcome))  # fmt: skip
        return of_day and all(not asked or asked == is_ for asked, is_ in wanted)

    def notice(self, present: Present) -> None:
        standing = self._memory.presents.get(present.operator)
        if standing is None or _place(standing) < _place(present):
            self._memory.presents[present.operator] = present

    def present(self, operator: str) -> Present | None:
        return self._memory.presents.get(operator)


def _place(present: Present) -> tuple[datetime, int]:
    return present.at, _ORDER[present.presence]
