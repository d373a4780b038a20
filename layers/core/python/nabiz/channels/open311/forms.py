"""Bodies of POSTs: urlencoded, or multipart with files. Any bytes become a form or the one documented error."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from nabiz.domain.errors import InvalidInput

MOST_FIELDS, MOST_FILES = 200, 10
_ATTRIBUTE = re.compile(r"attribute\[([^\[\]]{1,60})\](?:\[\d*\])?")
_PARAMETER = re.compile(rb';\s*([a-zA-Z*]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]+))')


@dataclass(frozen=True, slots=True)
class File:
    """A file of a multipart body; `mime_type` is the sender's claim."""

    name: str
    mime_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """The fields in the order of the body, and the files."""

    fields: tuple[tuple[str, str], ...] = ()
    files: tuple[File, ...] = field(default=())

    def get(self, name: str) -> str:
        """The last value of a field, without the space around it; empty if it is not there."""
        return next((value.strip() for key, value in reversed(self.fields) if key == name), "")

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a field, `name` and `name[]`; empty ones left out."""
        return tuple(value.strip() for key, value in self.fields if key in (name, f"{name}[]") and value.strip())

    def attributes(self) -> dict[str, tuple[str, ...]]:
        """The values of `attribute[code]` and `attribute[code][]`, by code."""
        found: dict[str, tuple[str, ...]] = {}
        for key, value in self.fields:
            if match := _ATTRIBUTE.fullmatch(key):
                found[match[1]] = (*found.get(match[1], ()), value)
        return found


def read_form(body: bytes, content_type: str) -> Form:
    """The form of a body.

    Raises:
        InvalidInput: it is neither of the two kinds, is broken, or has too many fields.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        form = _multipart(body, content_type)
    elif kind in ("application/x-www-form-urlencoded", ""):
        form = _urlencoded(body)
    else:
        raise InvalidInput("Send the request as application/x-www-form-urlencoded or multipart/form-data.",
                           field="Content-Type")  # fmt: skip
    if any("\x00" in key or "\x00" in value for key, value in form.fields):
        raise InvalidInput("A field holds a character that no text has.", field="body")
    return form


def _urlencoded(body: bytes) -> Form:
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError:
        raise InvalidInput("The body is no UTF-8 form, or has too many fields.", field="body") from None
    return Form(tuple(pairs))


def _multipart(body: bytes, content_type: str) -> Form:
    boundary = _parameters(content_type.encode("utf-8", "replace")).get("boundary", b"")
    if not 0 < len(boundary) <= 200:
        raise InvalidInput("The multipart body names no boundary.", field="Content-Type")
    # What stands before the first boundary and behind the last one belongs to nobody (RFC 2046).
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary)
    if len(pieces) < 3 or not pieces[-1].startswith(b"--"):
        raise InvalidInput("The multipart body is cut off, or its boundary is another one.", field="body")
    if len(pieces) > MOST_FIELDS + MOST_FILES:
        raise InvalidInput("The body has too many parts.", field="body")
    fields, files = [], []
    for piece in pieces[1:-1]:
        head, blank, content = piece.lstrip(b" \t").removeprefix(b"\r\n").partition(b"\r\n\r\n")
        if not blank:
            raise InvalidInput("A part of the body has no head.", field="body")
        headers = _headers(head.split(b"\r\n"))
        said = _parameters(headers.get(b"content-disposition", b""))
        name = _text(said.get("name", b""))
        if not name:
            raise InvalidInput("A part of the body has no name.", field="body")
        if "filename" in said:
            claim = headers.get(b"content-type", b"").decode("ascii", "replace")
            files.append(File(_text(said["filename"])[:200], claim.partition(";")[0].strip()[:100], content))
        else:
            fields.append((name, _text(content)))
    files = [file for file in files if file.content]
    if len(files) > MOST_FILES:
        raise InvalidInput(f"A request has at most {MOST_FILES} files.", field="media")
    return Form(tuple(fields), tuple(files))


def _headers(lines: Iterable[bytes]) -> dict[bytes, bytes]:
    pairs = (line.partition(b":") for line in lines)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _parameters(header: bytes) -> dict[str, bytes]:
    found = {}
    for name, quoted, plain in _PARAMETER.findall(header):
        # Browsers write a quote as %22 and a backslash as it is: nothing else is escaped (HTML, "multipart/form-data").
        found[name.decode("ascii", "replace").lower()] = (quoted or plain).replace(b"%22", b'"')
    return found


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise InvalidInput("A field is no UTF-8 text.", field="body") from None
