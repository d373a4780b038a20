"""JSON that strangers post: read without losing anything, and looked at without trusting its shape."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from nabiz.domain.errors import UnreadableMessage

Raw = dict[str, object]

MAX_DIGITS = 20  # no number of a provider's has more


@dataclass(frozen=True, slots=True)
class Part:
    """A JSON object of a stranger: absent or of the wrong type is empty, unless it is required."""

    fields: Mapping[str, object]

    def text(self, key: str) -> str:
        value = self.fields.get(key)
        return value if isinstance(value, str) else ""

    def required(self, key: str) -> str:
        """A text that must be there. Raises `UnreadableMessage`."""
        value = self.text(key)
        if not value:
            raise UnreadableMessage(f"The field {key} is missing.")
        return value

    def number_text(self, key: str) -> str:
        """A number as text, however it was written."""
        value = self.fields.get(key)
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return ""
        try:
            written = str(value)
        except ValueError:  # more digits than Python writes
            return ""
        return written if len(written) <= MAX_DIGITS + 10 else ""

    def integer(self, key: str) -> int | None:
        digits = self.number_text(key)
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= MAX_DIGITS else None

    def part(self, key: str) -> Part:
        value = self.fields.get(key)
        return Part(value if isinstance(value, dict) else {})

    def first(self, key: str) -> Part:
        """The first object of a list."""
        parts = self.parts(key)
        return parts[0] if parts else Part({})

    def parts(self, key: str) -> list[Part]:
        """The objects of a list."""
        value = self.fields.get(key)
        return [Part(item) for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def read_json(body: bytes) -> object:
    """JSON in UTF-8, exact: fractions stay text, and what cannot be written as JSON again is replaced or refused.

    Raises:
        UnreadableMessage: it is no JSON.
    """
    try:
        text = body.decode("utf-8-sig")
        if "\\u" in text:  # half of an escaped pair cannot be stored as UTF-8
            return json.loads(text, parse_float=str, parse_constant=_refuse, object_hook=_mend)
        return json.loads(text, parse_float=str, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise UnreadableMessage("The body is no JSON.") from error


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _mend(value: Raw) -> Raw:
    return {mend(key): _mend_value(item) for key, item in value.items()}


def _mend_value(value: object) -> object:
    if isinstance(value, str):
        return mend(value)
    return [_mend_value(item) for item in value] if isinstance(value, list) else value


def mend(text: str) -> str:
    """The text with lone halves of surrogate pairs replaced by U+FFFD."""
    return text if text.isascii() else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
