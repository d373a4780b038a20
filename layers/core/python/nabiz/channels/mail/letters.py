"""A whole mail as a letter: its head, the text to read, and which parts are files. Bodies of files are passed by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from nabiz.channels.mail.charsets import decode
from nabiz.channels.mail.headers import Headers
from nabiz.channels.mail.html import text_of
from nabiz.channels.mail.walking import Part, Sink, lines_of, walk

MAX_TEXT = 128 * 1024  # bytes of one text part that are read
MAX_HTML = 512 * 1024
MAX_NOTICE = 64 * 1024  # of a returned mail or a report: its heads are at its beginning
MAX_TEXT_PARTS = 20
MAX_FILES = 40  # one transaction holds them all; the original holds the rest too
TINY_IMAGE = 10 * 1024  # bytes; smaller ones within the text are logos of signatures
_REPORTS = frozenset({"message/delivery-status", "text/rfc822-headers", "message/rfc822",
                      "message/disposition-notification"})  # fmt: skip
_NO_FILES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature",
                       "message/delivery-status", "text/rfc822-headers"})  # fmt: skip


@dataclass(slots=True)
class _Kept:
    """The beginning of a part's body."""

    part: Part
    limit: int
    pieces: list[bytes] = field(default_factory=list)
    size: int = 0

    def take(self, piece: bytes) -> None:
        room = self.limit - self.size
        if room > 0:
            self.pieces.append(piece[:room])
            self.size += min(len(piece), room)

    @property
    def body(self) -> bytes:
        return b"".join(self.pieces)

    @property
    def text(self) -> str:
        return decode(self.body, self.part.charset)


@dataclass(frozen=True, slots=True)
class Letter:
    """What was read of a mail.

    Attributes:
        text: plain text, from the HTML where there is no other; untrimmed.
        files: parts that are files, in their order, with their decoded sizes.
        left_out: how many more there were.
        report: texts of a delivery report and of what it returns; empty for any other mail.
        cut: whether the text was longer than what is read.
    """

    headers: Headers
    text: str
    files: tuple[Part, ...]
    left_out: int
    report: tuple[tuple[str, str], ...]
    cut: bool


def read_letter(chunks: Iterable[bytes], *, within: bool = False) -> Letter:
    """Read a mail from its bytes, in pieces; whatever the bytes are, something is read.

    Args:
        within: it is itself a part of a mail; what lies within it is not opened once more.
    """
    reader = _Reader()
    headers = walk(lines_of(chunks), reader.choose)
    return reader.letter(headers, open_forwarded=not within)


class _Reader:
    def __init__(self) -> None:
        self._plain: list[_Kept] = []
        self._html: list[_Kept] = []
        self._reports: list[_Kept] = []
        self._files: list[Part] = []

    def choose(self, part: Part) -> Sink | None:
        attached = part.disposition == "attachment" or bool(part.name)
        if part.mime_type in _REPORTS:
            return self._keep(self._reports, part, MAX_NOTICE, also_file=part.mime_type not in _NO_FILES)
        if part.mime_type == "text/plain" and not attached:
            return self._keep(self._plain, part, MAX_TEXT)
        if part.mime_type == "text/html" and not attached:
            return self._keep(self._html, part, MAX_HTML)
        if part.mime_type not in _NO_FILES:
            self._files.append(part)
        return None

    def _keep(self, where: list[_Kept], part: Part, limit: int, *, also_file: bool = False) -> Sink | None:
        if also_file:
            self._files.append(part)
        if len(where) >= MAX_TEXT_PARTS:
            return None
        kept = _Kept(part, limit)
        where.append(kept)
        return kept.take

    def letter(self, headers: Headers, *, open_forwarded: bool) -> Letter:
        text = "\n\n".join(filter(None, (kept.text.strip() for kept in self._plain)))
        html = [kept for kept in self._html if not text or not _is_alternative(kept.part)]
        if html and not text:
            text = "\n\n".join(filter(None, (text_of(kept.text) for kept in html)))
        if not text and open_forwarded:
            text = self._forwarded()
        files = [part for part in self._files if not _is_decoration(part)]
        reports = tuple((kept.part.mime_type, kept.text) for kept in self._reports)
        cut = any(kept.size >= kept.limit for kept in (*self._plain, *self._html))
        return Letter(headers, text, tuple(files[:MAX_FILES]), max(0, len(files) - MAX_FILES), reports, cut)

    def _forwarded(self) -> str:
        """A mail that only carries another one says what that says."""
        for kept in self._reports:
            if kept.part.mime_type == "message/rfc822":
                inner = read_letter([kept.body], within=True)
                return "\n\n".join(filter(None, (inner.headers.text("subject"), inner.text)))
        return ""


def _is_alternative(part: Part) -> bool:
    return "multipart/alternative" in part.within


def _is_decoration(part: Part) -> bool:
    """A small picture within the text."""
    inline = part.disposition == "inline" or (not part.disposition and bool(part.content_id))
    return inline and part.mime_type.startswith("image/") and part.size < TINY_IMAGE
