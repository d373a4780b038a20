"""Citizens' files: where they come from and where they lie."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # said in annotations only: whoever needs one port need not load the whole domain
    from nabiz.domain.timeline import Media


class MediaRecords(Protocol):
    """The state of files."""

    def update_media(self, media: Media) -> bool:
        """Write the outcome of a fetch; False if it was stored before."""


@dataclass(frozen=True, slots=True)
class FetchedMedia:
    """The bytes of a file that a provider held, in pieces, with what the provider says of them."""

    chunks: Iterable[bytes]
    mime_type: str = ""
    size: int | None = None


class MediaSource(Protocol):
    """Where a channel's files are fetched from."""

    def fetch_media(self, source_id: str) -> FetchedMedia:
        """The file. Raises `SendFailed` with the remedy `retry` or `fallback` (it will never come)."""


@dataclass(frozen=True, slots=True)
class PresignedForm:
    """Where a browser posts a file, and the fields that it sends before it."""

    url: str
    fields: dict[str, str]
    max_bytes: int


class MediaStore(Protocol):
    """The media bucket."""

    def put(self, key: str, chunks: Iterable[bytes], mime_type: str) -> None:
        """Write a file."""

    def presign_download(self, key: str, file_name: str, valid: timedelta) -> str:
        """A short-lived address of a stored file."""


@dataclass(frozen=True, slots=True)
class Announced:
    """A file that a browser sends in parts; `session` is the bucket's own name for them, `size` in bytes."""

    upload: str
    session: str
    size: int
    expires_at: datetime

    def count(self, part: int) -> int:
        """How many parts of this many bytes it has."""
        return -(-self.size // part)

    def size_of(self, number: int, part: int) -> int:
        """Bytes of one of them: all alike but the last."""
        return min(part, self.size - (number - 1) * part)


@dataclass(frozen=True, slots=True)
class PresignedPart:
    """Where a part is put, with exactly this many bytes."""

    number: int
    url: str
    bytes: int


@dataclass(frozen=True, slots=True)
class PartHere:
    """A part that has arrived; `etag` is the bucket's word for its content."""

    number: int
    etag: str
    bytes: int = 0


class UploadStore(Protocol):
    """The media bucket, as far as browsers bring files to it."""

    def presign_upload(self, key: str, mime_type: str, max_bytes: int, valid: timedelta) -> PresignedForm:
        """A form for a browser's POST. No request."""

    def begin_parts(self, key: str, mime_type: str) -> str:
        """Expect a file in parts; the session's name."""

    def presign_part(self, key: str, session: str, number: int, size: int, valid: timedelta) -> str:
        """Where a part of this size is put. No request."""

    def parts_here(self, key: str, session: str) -> tuple[PartHere, ...]:
        """What has arrived. Raises `NotFound` where the session is over."""

    def join_parts(self, key: str, session: str, parts: Sequence[PartHere]) -> None:
        """Make one file of them; fine where that was done before. Raises `NotFound`, `InvalidInput`."""


class UploadRecords(Protocol):
    """Which files are on their way in parts."""

    def find(self, upload: str) -> Announced | None:
        """One of them."""

    def keep(self, announced: Announced) -> Announced:
        """Remember it; where somebody was faster, what stands there already."""
