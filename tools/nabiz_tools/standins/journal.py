"""What the providers received: one entry a message, oldest first, kept in a JSON lines file over a restart."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

Entry = dict[str, Any]


class Journal:
    """Entries have at least `channel`, `to`, `at` (ISO 8601, UTC), `text` and `body` (as the provider received it)."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._entries: list[Entry] = []
        if path is not None and path.exists():
            self._entries = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]

    def add(self, channel: str, to: str, text: str, body: Any, **more: Any) -> Entry:
        """Append one message and return its entry."""
        entry: Entry = {"channel": channel, "to": to, "at": now(), "text": text, "body": body} | more
        with self._lock:
            self._entries.append(entry)
            if self._path is not None:
                with self._path.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(entry, ensure_ascii=False) + "\n")
        return entry

    def entries(self) -> list[Entry]:
        with self._lock:
            return list(self._entries)

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()
            if self._path is not None:
                self._path.unlink(missing_ok=True)


def select(entries: Iterable[Entry], query: Mapping[str, str]) -> list[Entry]:
    """The entries that `?to=&channel=&since=` asks for, oldest first.

    Raises:
        ValueError: `since` is neither ISO 8601 nor seconds since 1970.
    """
    since = parse_time(query["since"]) if query.get("since") else None
    chosen = [
        entry
        for entry in entries
        if (not query.get("to") or same_recipient(entry["to"], query["to"]))
        and (not query.get("channel") or entry["channel"] == query["channel"])
        and (since is None or parse_time(entry["at"]) >= since)
    ]
    return sorted(chosen, key=lambda entry: parse_time(entry["at"]))


def same_recipient(one: str, other: str) -> bool:
    """Phones are the same whatever stands before their last ten digits; anything else by its folded text."""
    if "@" in one or "@" in other:
        return one.strip().casefold() == other.strip().casefold()
    digits = [phone_digits(value) for value in (one, other)]
    if all(len(value) >= 10 for value in digits):
        return digits[0][-10:] == digits[1][-10:]
    return one.strip().casefold() == other.strip().casefold()


def phone_digits(value: str) -> str:
    """The digits of a phone as people write it; nothing when it holds letters."""
    if any(character.isalpha() for character in value):
        return ""
    return "".join(character for character in value if character.isdigit())


def parse_time(value: str) -> datetime:
    """ISO 8601 (no offset means UTC) or seconds since 1970."""
    try:
        return datetime.fromtimestamp(float(value), UTC)
    except ValueError:
        # In a query string the "+" of an offset arrives as a space.
        moment = datetime.fromisoformat(value.strip().replace(" ", "+").replace("Z", "+00:00"))
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
