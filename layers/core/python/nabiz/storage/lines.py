"""Histories that are only ever appended to: one partition each, a line for everything that was done, newest first."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TypeVar

from nabiz.storage import keys
from nabiz.storage.cursors import read_cursor, write_cursor
from nabiz.storage.records import Record

R = TypeVar("R", bound=Record)


def new_line(at: datetime) -> str:
    """Sort key of a new line: by time, and nobody else's.

    So nothing is ever replaced by it, and a PutItem whose answer was lost may be sent again: it writes the same line.
    """
    return f"{keys.moment(at)}#{secrets.token_hex(8)}"


def read_lines(kind: type[R], partition: str, limit: int, cursor: str) -> tuple[list[R], str]:
    """A page of lines and the cursor behind it, empty at the end: one Query. Raises `InvalidInput`: another cursor."""
    found = kind.query(
        partition, scan_index_forward=False, page_size=limit, limit=limit,
        last_evaluated_key=read_cursor(cursor, "pk", partition),
    )  # fmt: skip
    lines = list(found)
    return lines, write_cursor(found.last_evaluated_key) if len(lines) == limit else ""
