"""The head of a mail or of a part: read from bytes without ever failing, whatever a client wrote there."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import unquote_to_bytes

from nabiz.channels.mail.charsets import decode

_WORD = re.compile(rb"=\?([^?\s]{1,60})\?([bBqQ])\?([^?\n]*)\?=")
_BETWEEN_WORDS = re.compile(rb"(\?=)[ \t]+(?==\?[^?\s]{1,60}\?[bBqQ]\?)")
_PARAMETER = re.compile(r';\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)')
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_ANGLE = re.compile(r"<\s*([^<>\s@]+@[^<>\s@]+)\s*>")
_BARE = re.compile(r"[^\s<>(),;:\"\[\]@]+@[^\s<>(),;:\"\[\]@]+")
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,500}>")
MAX_ADDRESS = 254  # RFC 5321
MAX_LINE = 2000  # characters of a subject or a name that anybody reads


@dataclass(frozen=True, slots=True)
class Headers:
    """The fields in their order; names in small letters, values unfolded and undecoded."""

    fields: tuple[tuple[str, bytes], ...] = ()

    def all(self, name: str) -> list[str]:
        """Every field of this name, its encoded words undecoded."""
        return [decode(value) for known, value in self.fields if known == name]

    def get(self, name: str) -> str:
        """The first field of this name, undecoded, or an empty string."""
        return next(iter(self.all(name)), "")

    def has(self, name: str) -> bool:
        """Whether there is such a field, even an empty one."""
        return any(known == name for known, _ in self.fields)

    def text(self, name: str) -> str:
        """The first field of this name as a person reads it: one line."""
        value = next((value for known, value in self.fields if known == name), b"")
        return " ".join(decode_words(value).split())[:MAX_LINE]

    def message_ids(self, name: str) -> tuple[str, ...]:
        """The ids in angle brackets of every field of this name, in their order."""
        return tuple(found for value in self.all(name) for found in _MESSAGE_ID.findall(value))


def read_headers(lines: Iterable[bytes]) -> Headers:
    """Lines of a head, without the empty one that ends it; what is neither field nor continuation is left out."""
    fields: list[tuple[str, bytes]] = []
    for line in lines:
        stripped = line.rstrip(b"\r\n")
        if stripped[:1] in (b" ", b"\t"):
            if fields:
                fields[-1] = (fields[-1][0], fields[-1][1] + b" " + stripped.strip())
            continue
        name, colon, value = stripped.partition(b":")
        if colon and name.strip() and b" " not in name.strip():
            fields.append((name.strip().decode("ascii", "replace").lower(), value.strip()))
    return Headers(tuple(fields))


def decode_words(value: bytes) -> str:
    """RFC 2047: encoded words decoded; neighbours are joined before, for a letter may be split among them."""
    value = _BETWEEN_WORDS.sub(rb"\1", value)
    parts: list[tuple[str, bytes]] = []
    position = 0
    for found in _WORD.finditer(value):
        if found.start() > position:
            parts.append(("", value[position : found.start()]))
        charset = found[1].decode("ascii", "replace").partition("*")[0]  # RFC 2231: a language may follow
        decoded = _word(found[3], found[2].lower() == b"b")
        joined = bool(parts) and found.start() == position and parts[-1][0].lower() == charset.lower() != ""
        parts[len(parts) - joined :] = [(charset, parts[-1][1] + decoded if joined else decoded)]
        position = found.end()
    parts.append(("", value[position:]))
    return "".join(decode(raw, charset) for charset, raw in parts)


def _word(encoded: bytes, is_base64: bool) -> bytes:
    if is_base64:
        return lenient_base64(encoded)
    try:
        return binascii.a2b_qp(encoded, header=True)
    except (binascii.Error, ValueError):
        return encoded


def lenient_base64(encoded: bytes) -> bytes:
    """What can be read of it: strange signs are skipped, missing padding is added."""
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", encoded)
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    try:
        return base64.b64decode(letters + b"=" * (-len(letters) % 4))
    except (binascii.Error, ValueError):
        return encoded


def parameters(value: str) -> tuple[str, Mapping[str, str]]:
    """A field like Content-Type: its word in small letters, and its parameters with RFC 2231's pieces put together."""
    word = value.partition(";")[0].strip().lower()
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[bool, str]]] = {}
    for name, raw in _PARAMETER.findall(value):
        text = re.sub(r"\\(.)", r"\1", raw.strip().strip('"')) if raw.startswith('"') else raw.strip()
        base, star, index = name.lower().partition("*")
        if not star:
            plain.setdefault(base, text)
            continue
        number = index.rstrip("*")
        position = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
        pieces.setdefault(base, {})[position] = (index.endswith("*") or not index, text)
    for base, found in pieces.items():
        plain[base] = _join_pieces(found)
    return word, plain


def _join_pieces(pieces: Mapping[int, tuple[bool, str]]) -> str:
    charset, raw = "", b""
    for index in sorted(pieces):
        encoded, text = pieces[index]
        if encoded and index == min(pieces) and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        raw += unquote_to_bytes(text) if encoded else text.encode("utf-8", "replace")
    return decode(raw, charset)


def address(value: str) -> str:
    """The first mail address of a field, in small letters; empty if there is none. A name may look like one."""
    value = _QUOTED.sub("", value) if "@" in _QUOTED.sub("", value) else value
    found = _ANGLE.search(value)
    written = found[1] if found else (bare[0] if (bare := _BARE.search(value)) else "")
    return written.strip("'\".").lower() if len(written) <= MAX_ADDRESS else ""


def addresses(values: Iterable[str]) -> tuple[str, ...]:
    """Every mail address of these fields, in small letters."""
    return tuple(found.strip("'\".").lower() for value in values for found in _BARE.findall(value))


def display_name(headers: Headers, name: str = "from") -> str:
    """The name before the address, decoded, without its quotes; empty if it is only the address again."""
    written = headers.text(name).partition("<")[0].strip().strip("\"'").strip()
    return "" if "@" in written else written[:200]


def moment(value: str) -> datetime | None:
    """The moment of a Date field, or None where it is missing or no date."""
    from email.utils import parsedate_to_datetime

    try:
        found = parsedate_to_datetime(value)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None
