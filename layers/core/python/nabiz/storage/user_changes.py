"""The history of the staff's accounts in the table."""

from __future__ import annotations

from nabiz.domain.staff import UserChange
from nabiz.ports import Page
from nabiz.storage.lines import new_line, read_lines
from nabiz.storage.records import UserChangeRecord

CHANGES = "USERS#CHANGES"


class TableUserChanges:
    """`nabiz.ports.UserChanges` on the table."""

    def record(self, change: UserChange) -> None:
        """See the port: one PutItem, which replaces nothing."""
        UserChangeRecord(CHANGES, new_line(change.at), change=change).save()

    def page(self, limit: int, cursor: str = "") -> Page[UserChange]:
        """See the port: one Query."""
        lines, after = read_lines(UserChangeRecord, CHANGES, limit, cursor)
        return Page(tuple(line.change for line in lines), after)
