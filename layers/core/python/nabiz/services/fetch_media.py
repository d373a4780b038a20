"""A file that a provider holds is brought into the house: recognised, measured, stored. Retried until it is there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from nabiz.domain.errors import SendFailed
from nabiz.domain.files import HEAD, MAX_BYTES, MAX_UPLOAD, TooLarge, limited, media_key, sniff
from nabiz.domain.messages import Remedy
from nabiz.domain.timeline import Media, MediaState
from nabiz.ports import FetchedMedia, MediaRecords, MediaSource, MediaStore, Reader


@dataclass(frozen=True, slots=True)
class FetchMedia:
    """The use case with what it needs; `sources` by channel."""

    reader: Reader
    records: MediaRecords
    store: MediaStore
    sources: Mapping[str, MediaSource]

    def __call__(self, aggregate: str, media_id: str) -> MediaState:
        """Fetch one file, once.

        Raises:
            SendFailed: with the remedy `retry`: it may be there later, the queue tries again.
        """
        media = self.reader.media(aggregate, media_id)
        if media.state is MediaState.STORED:
            return media.state
        try:
            outcome = self._store(media, self.sources[media.source].fetch_media(media.source_id))
        except SendFailed as failure:
            if failure.remedy != Remedy.FALLBACK:
                raise
            outcome = replace(media, state=MediaState.MISSING, reason=f"provider: {failure.code}")
        except TooLarge as failure:
            outcome = replace(media, state=MediaState.MISSING, reason=failure.message)
        self.records.update_media(outcome)
        return outcome.state

    def _store(self, media: Media, fetched: FetchedMedia) -> Media:
        key = media_key(media.aggregate, media.id)
        watched = _Watched(limited(fetched.chunks, MAX_BYTES.get(media.kind, MAX_UPLOAD)))
        pieces = watched.pieces()
        first = next(pieces, b"")
        mime_type = sniff(first[:HEAD])
        self.store.put(key, _again(first, pieces), mime_type)
        return replace(media, state=MediaState.STORED, key=key, mime_type=mime_type, size=watched.size,
                       sha256=watched.digest.hexdigest(), reason="")  # fmt: skip


class _Watched:
    """Measures a file while it passes through."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks
        self.digest = hashlib.sha256()
        self.size = 0

    def pieces(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self.digest.update(chunk)
            self.size += len(chunk)
            yield chunk


def _again(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
