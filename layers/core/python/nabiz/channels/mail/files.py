"""Files of a stored mail: one part, decoded while it passes by, or the whole mail as it came."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from nabiz.channels.mail.walking import Part, Sink, lines_of, walk
from nabiz.domain.errors import SendFailed
from nabiz.domain.messages import Remedy
from nabiz.ports import FetchedMedia


class MailFiles:
    """`nabiz.ports.MediaSource`; a file's id is the mail's key and the part's path, `mail/abc#1.2`."""

    def __init__(self, open_mail: Callable[[str], Iterable[bytes]]) -> None:
        self._open = open_mail

    def fetch_media(self, source_id: str) -> FetchedMedia:
        """See the port. Raises `SendFailed` with `fallback` where the mail or the part is gone."""
        key, _, path = source_id.rpartition("#")
        chunks = self._open(key)
        return FetchedMedia(_part(chunks, path) if path else chunks)


class _Pieces:
    """What the walk has handed over and nobody has taken yet."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.found = False
        self.waiting: list[bytes] = []

    def choose(self, part: Part) -> Sink | None:
        if part.path != self.path:
            return None
        self.found = True
        return self.waiting.append


def _part(chunks: Iterable[bytes], path: str) -> Iterator[bytes]:
    """The decoded part. The walk calls, and a generator must be called: so the lines carry out what was gathered."""
    from tempfile import SpooledTemporaryFile

    pieces = _Pieces(path)
    with SpooledTemporaryFile(max_size=8 * 1024 * 1024) as body:

        def drained() -> Iterator[bytes]:
            for line in lines_of(chunks):
                yield line
                for piece in pieces.waiting:
                    body.write(piece)
                pieces.waiting.clear()

        walk(drained(), pieces.choose)
        for piece in pieces.waiting:
            body.write(piece)
        if not pieces.found:
            raise SendFailed("The mail has no such part.", code="part_missing", remedy=Remedy.FALLBACK)
        body.seek(0)
        while piece := body.read(256 * 1024):
            yield piece
