"""Reads loose JSON of telephone systems; the one error of the parsers is `UnreadableMessage`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import NoReturn

from nabiz.domain.errors import UnreadableMessage

Fields = Mapping[str, object]
LONGEST_TEXT = 200  # characters of a name, an id or a number
LONGEST_SPAN = 7 * 86400  # seconds; nothing about one call takes longer
# What stands for a caller who shows no number.
WITHHELD = frozenset({"anonymous", "withheld", "restricted", "private", "unavailable", "unknown", "gizli"})
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def read_values(body: bytes) -> list[object]:
    """JSON values of a body: one, several in lines, or one right after the other, as Firehose joins records.

    Raises:
        UnreadableMessage: it is no JSON, or empty.
    """
    try:
        text = body.decode("utf-8-sig")
        decoder = json.JSONDecoder(parse_constant=_refuse)
        values, at = list[object](), 0
        while (at := _next(text, at)) < len(text):
            value, at = decoder.raw_decode(text, at)
            values.append(value)
    except (ValueError, RecursionError) as error:
        raise UnreadableMessage("The body is no JSON.") from error
    if not values:
        raise UnreadableMessage("The body is empty.")
    return values


def _next(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def objects(values: list[object], *wrappers: str) -> Iterator[object]:
    """The things in a post: values, values of lists, and what stands under one of these names."""
    for value in values:
        if isinstance(value, list):
            yield from value
            continue
        inside = next((value[name] for name in wrappers if isinstance(value, dict) and name in value), None)
        yield from inside if isinstance(inside, list) else [value]


def fields(value: object) -> Fields:
    """An object. Raises `UnreadableMessage`."""
    if not isinstance(value, dict):
        raise UnreadableMessage("A record is no JSON object.")
    return value


def small(value: object, depth: int = 0) -> object:
    """The same with names in small letters, as deep as anything here stands."""
    if not isinstance(value, dict) or depth > 4:
        return value
    return {str(key).lower(): small(inner, depth + 1) for key, inner in value.items()}


def part(holder: Fields, name: str) -> Fields:
    """An object within, empty where there is none."""
    value = holder.get(name)
    return value if isinstance(value, dict) else {}


def text(holder: Fields, name: str) -> str:
    """A text or a number as text, on one line and not longer than any name; empty where there is none."""
    value = holder.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    try:
        written = str(value)
    except ValueError:  # a number of more digits than Python writes
        return ""
    return clean(written)


def clean(written: str) -> str:
    """On one line, without halves of letters, not longer than any name."""
    return " ".join(written.encode("utf-8", "replace").decode().split())[:LONGEST_TEXT]


def needed(holder: Fields, name: str) -> str:
    """A text that must be there. Raises `UnreadableMessage`."""
    value = text(holder, name)
    if not value:
        raise UnreadableMessage(f"A record has no {name}.")
    return value


def seconds(holder: Fields, name: str) -> int:
    """Whole seconds; nothing where there is no number. Raises `UnreadableMessage` for what cannot be a duration."""
    value = holder.get(name)
    if value is None or value == "":
        return 0
    return duration(value, name)


def duration(value: object, name: str) -> int:
    """Whole seconds, cut off. Raises `UnreadableMessage`."""
    try:
        found = int(float(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else -1
    except (ValueError, OverflowError):
        found = -1
    if not 0 <= found <= LONGEST_SPAN:
        raise UnreadableMessage(f"{name} is no number of seconds.")
    return found


def moment(holder: Fields, name: str) -> datetime | None:
    """A time in UTC, or None where there is none. Raises `UnreadableMessage` for what is no time."""
    value = holder.get(name)
    if value is None or value == "":
        return None
    return when(value, name)


def when(value: object, name: str) -> datetime:
    """ISO 8601 with offset, or seconds since 1970; in UTC. Raises `UnreadableMessage`."""
    try:
        if isinstance(value, str) and not value.replace(".", "", 1).isdigit():
            at = datetime.fromisoformat(value.replace("Z", "+00:00"))
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            at = datetime.fromtimestamp(float(value), UTC)
        else:
            at = None
        if at is not None and at.tzinfo and EARLIEST <= (at := at.astimezone(UTC)) <= LATEST:
            return at
    except (ValueError, OverflowError, OSError):
        pass
    raise UnreadableMessage(f"{name} is no time with an offset.")


def read_caller(written: str) -> tuple[str, bool]:
    """The number in E.164 (empty where it cannot be called), and whether the caller withholds it."""
    from nabiz.text.phones import normalise_phone

    bare = written.strip()
    if bare.lower() in WITHHELD:
        return "", True
    found = normalise_phone(bare)
    return (found.value if found else ""), False
