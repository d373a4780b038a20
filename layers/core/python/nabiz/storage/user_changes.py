"""The history of the staff's accounts in the table."""

from __future__ import annotations

import secrets

from nabiz.domain.staff import UserChange
from nabiz.ports import Page
from nabiz.storage import keys
from nabiz.storage.cursors import read_cursor, write_cursor
from nabiz.storage.records import Record, UserChangeRecord

CHANGES = "USERS#CHANGES"


class TableUserChanges:
    """`nabiz.ports.UserChanges` on the table."""

    def record(self, change: UserChange) -> None:
        """See the port: one PutItem, which replaces nothing."""
        line = f"{keys.moment(change.at)}#{secrets.token_hex(4)}"
        UserChangeRecord(CHANGES, line, change=change).save(condition=Record.pk.does_not_exist())

    def page(self, limit: int, cursor: str = "") -> Page[UserChange]:
        """See the port: one Query."""
        found = UserChangeRecord.query(
            CHANGES, scan_index_forward=False, page_size=limit, limit=limit,
            last_evaluated_key=read_cursor(cursor, "pk", CHANGES),
        )  # fmt: skip
        items = tuple(record.change for record in found)
        return Page(items, write_cursor(found.last_evaluated_key) if len(items) == limit else "")
