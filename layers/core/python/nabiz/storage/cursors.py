"""Opaque cursors: where a list goes on, signed by nothing and holding nothing but keys of the index."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

from nabiz.domain.errors import InvalidInput


def write_cursor(last_key: Mapping[str, Any] | None) -> str:
    """DynamoDB's LastEvaluatedKey as text that goes into an address; empty at the end."""
    if not last_key:
        return ""
    plain = {name: value["S"] for name, value in last_key.items()}
    return base64.urlsafe_b64encode(json.dumps(plain, separators=(",", ":")).encode()).decode().rstrip("=")


def read_cursor(cursor: str, partition: str, value: str) -> dict[str, Any] | None:
    """The key to go on from.

    Args:
        partition, value: the index's partition attribute and what it must be: a cursor of one list opens no other.

    Raises:
        InvalidInput: it was not made by `write_cursor` for this list.
    """
    if not cursor:
        return None
    try:
        plain = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        key = {str(name): {"S": str(text)} for name, text in plain.items()}
    except (binascii.Error, ValueError, AttributeError):
        key = {}
    if key.get(partition) != {"S": value}:
        raise InvalidInput("This cursor does not belong to this list; start again without it.", field="cursor")
    return key


def write_position(name: str, position: str) -> str:
    """A place in a list that is read by its sort key: for lists that are made of several; empty at the end."""
    return write_cursor({"list": {"S": name}, "after": {"S": position}}) if position else ""


def read_position(cursor: str, name: str) -> str:
    """The place to go on from, empty for the beginning. Raises `InvalidInput`, see `read_cursor`."""
    key = read_cursor(cursor, "list", name) or {}
    return str(key.get("after", {}).get("S", ""))
