"""Goes through a mail line by line: what a part needs is decided at its head, and nothing else is held in memory."""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, count

from nabiz.channels.mail.headers import Headers, decode_words, parameters, read_headers

LONGEST_LINE = 64 * 1024  # a longer one is handed on in pieces
MAX_HEAD = 256 * 1024  # bytes of one head; what goes beyond is left out
MAX_DEPTH = 20  # of multiparts within each other
MAX_PARTS = 500

Sink = Callable[[bytes], None]


@dataclass(slots=True)
class Part:
    """One leaf of a mail. `path` says where it lies ("1.2"), always the same; `size` is known once it has passed."""

    path: str
    headers: Headers
    mime_type: str
    charset: str
    name: str
    disposition: str
    content_id: str
    within: tuple[str, ...]  # the multiparts around it, outermost first
    size: int = 0


@dataclass(slots=True)
class _Frame:
    """A multipart that is open."""

    boundary: bytes
    mime_type: str
    path: str
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    used: bool = False  # whether its boundary was met


def lines_of(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes as lines with their ends; a very long line comes in pieces."""
    rest = b""
    for chunk in chunks:
        pieces = (rest + chunk).split(b"\n")
        rest = pieces.pop()
        for piece in pieces:
            yield piece + b"\n"
        while len(rest) > LONGEST_LINE:
            yield rest[:LONGEST_LINE]
            rest = rest[LONGEST_LINE:]
    if rest:
        yield rest


def walk(lines: Iterable[bytes], choose: Callable[[Part], Sink | None]) -> Headers:
    """Pass a mail. `choose` sees each part's head and may take its decoded body, piece by piece.

    Returns:
        The mail's own head.
    """
    return _Walk(iter(lines), choose).run()


class _Walk:
    def __init__(self, lines: Iterator[bytes], choose: Callable[[Part], Sink | None]) -> None:
        self._lines = lines
        self._choose = choose
        self._open: list[_Frame] = []
        self._parts = 0

    def run(self) -> Headers:
        top = self._head()
        found = self._enter(top, "")
        while found:
            found = self._enter(self._head(), self._next_path())
        return top

    def _next_path(self) -> str:
        frame = self._open[-1]
        return f"{frame.path}.{next(frame.numbers)}".lstrip(".")

    def _head(self) -> Headers:
        """The lines up to an empty one. A boundary ends a head too: some clients forget the empty line."""
        taken, size = [], 0
        for line in self._lines:
            if not line.strip(b"\r\n"):
                break
            if line[:2] == b"--" and self._names(line):
                self._lines = chain([line], self._lines)
                break
            size += len(line)
            if size <= MAX_HEAD:
                taken.append(line)
        return read_headers(taken)

    def _enter(self, headers: Headers, path: str) -> bool:
        """Pass one part's body up to the next boundary of an open multipart; whether another part follows."""
        mime_type, given = parameters(headers.get("content-type") or self._default_type())
        boundary = given.get("boundary", "").rstrip().encode("utf-8", "replace")
        self._parts += 1
        if mime_type.startswith("multipart/") and boundary and len(self._open) < MAX_DEPTH:
            return self._multipart(_Frame(boundary, mime_type, path), headers)
        if self._parts > MAX_PARTS:
            return self._pass_over(None)
        part = self._part(headers, path, mime_type, given)
        sink = self._choose(part)
        encoding = headers.get("content-transfer-encoding").strip().lower()
        body = _Decoded(encoding, sink)
        follows = self._pass_over(body)
        body.end()
        part.size = body.size
        return follows

    def _multipart(self, frame: _Frame, headers: Headers) -> bool:
        """Pass what stands before the first part. Where there is no part at all, that is the text."""
        self._open.append(frame)
        before = _Beginning()
        follows = self._pass_over(before)
        if not frame.used:
            if frame in self._open:
                self._open.remove(frame)
            sink = self._choose(self._part(headers, frame.path, "text/plain", {}))
            if sink is not None:
                sink(before.text)
        return follows

    def _default_type(self) -> str:
        return "message/rfc822" if self._open and self._open[-1].mime_type == "multipart/digest" else "text/plain"

    def _part(self, headers: Headers, path: str, mime_type: str, given: object) -> Part:
        assert isinstance(given, dict)
        disposition, more = parameters(headers.get("content-disposition"))
        name = more.get("filename") or given.get("name") or ""
        return Part(
            path=path or "1", headers=headers,
            mime_type="text/plain" if "/" not in mime_type or mime_type.startswith("multipart/") else mime_type,
            charset=given.get("charset", ""), name=_file_name(name), disposition=disposition,
            content_id=headers.get("content-id").strip().strip("<>"),
            within=tuple(frame.mime_type for frame in self._open),
        )  # fmt: skip

    def _pass_over(self, body: _Decoded | _Beginning | None) -> bool:
        """Hand the lines to the body until a boundary. The line break before a boundary belongs to the boundary."""
        held, starts = b"", True
        for line in self._lines:
            if starts and line[:2] == b"--" and (ends := self._boundary(line)) is not None:
                if body is not None:
                    body.take(held[:-2] if held.endswith(b"\r\n") else held.removesuffix(b"\n"))
                if not ends:
                    return True
                return self._epilogue()
            if body is not None:
                body.take(held)
                held = line
            starts = line.endswith(b"\n")
        if body is not None:
            body.take(held)
        return False

    def _epilogue(self) -> bool:
        """After the last part of a multipart: on to the next part of those around it."""
        return self._pass_over(None) if self._open else False

    def _names(self, line: bytes) -> bool:
        """Whether a line is a boundary of an open multipart."""
        stripped = line[2:].rstrip()
        return any(stripped in (frame.boundary, frame.boundary + b"--") for frame in self._open)

    def _boundary(self, line: bytes) -> bool | None:
        """Whether a line ends a multipart (True) or begins its next part (False); None if it is no boundary."""
        stripped = line[2:].rstrip()
        for depth in range(len(self._open) - 1, -1, -1):
            boundary = self._open[depth].boundary
            if stripped in (boundary, boundary + b"--"):
                ends = stripped != boundary
                self._open[depth].used = True
                del self._open[depth + (not ends) :]
                return ends
        return None


class _Beginning:
    """The first bytes of what passes."""

    def __init__(self) -> None:
        self.text = b""

    def take(self, line: bytes) -> None:
        if len(self.text) < MAX_HEAD:
            self.text += line


class _Decoded:
    """A body on its way through its transfer encoding."""

    def __init__(self, encoding: str, sink: Sink | None) -> None:
        decoders = {"base64": self._base64, "quoted-printable": _quoted_printable, "x-uuencode": _uuencode}
        self._decode: Callable[[bytes], bytes] = decoders.get(encoding, bytes)
        self._sink = sink
        self._rest = b""
        self.size = 0

    def take(self, line: bytes) -> None:
        if line:
            self._give(self._decode(line))

    def end(self) -> None:
        if self._rest:
            self._give(_quartets(self._rest + b"=" * (-len(self._rest) % 4)))

    def _give(self, piece: bytes) -> None:
        self.size += len(piece)
        if piece and self._sink is not None:
            self._sink(piece)

    def _base64(self, line: bytes) -> bytes:
        letters = self._rest + _NO_BASE64.sub(b"", line)
        whole = len(letters) - len(letters) % 4
        self._rest = letters[whole:]
        return _quartets(letters[:whole])


_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")


def _quartets(letters: bytes) -> bytes:
    try:
        return binascii.a2b_base64(letters)
    except binascii.Error:
        return b""  # a single letter that was left over


def _quoted_printable(line: bytes) -> bytes:
    return binascii.a2b_qp(line)


def _uuencode(line: bytes) -> bytes:
    if line.startswith((b"begin ", b"end")) or not line.strip():
        return b""
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        return b""


def _file_name(written: str) -> str:
    """A name without folders; RFC 2047 in a parameter is forbidden and usual."""
    name = decode_words(written.encode("utf-8", "replace")) if "=?" in written else written
    return " ".join(name.replace("\\", "/").rpartition("/")[2].split())[:150]
