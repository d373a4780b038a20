"""Copies of files for others than the city's own staff, what a scan says of a file, and files that are the same."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from nabiz.domain.messages import Place
    from nabiz.domain.pictures import Copies, Scan
    from nabiz.domain.timeline import Media


@dataclass(frozen=True, slots=True)
class Made:
    """What a workshop made of a picture or a video; `thumbnail` is WebP, `copy` says nothing but what it shows."""

    copy: Path
    copy_type: str
    thumbnail: Path
    place: Place | None = None


class Workshop(Protocol):
    """Reads pictures and videos."""

    def make(self, source: Path, mime_type: str, folder: Path) -> Made:
        """Write the copies into the folder. For a fault of the file it raises `Unreadable` and nothing else."""


class CopyStore(Protocol):
    """The media bucket, as far as copies are made."""

    def save(self, key: str, target: Path) -> None:
        """Bring a stored file to this machine."""

    def put_file(self, key: str, source: Path, mime_type: str) -> None:
        """Store a file of this machine."""


class CopyRecords(Protocol):
    """What is known of a file beside its fetching."""

    def note_scan(self, media: Media, scan: Scan) -> bool:
        """Write a result; False if one that weighs as much or more stands there."""

    def note_copies(self, media: Media, copies: Copies, also_on: tuple[str, ...]) -> bool:
        """Write what was made; False if the file is another one by now."""

    def note_same(self, sha256: str, number: str) -> tuple[str, ...]:
        """Remember that these bytes stand on a ticket; the other tickets with the same bytes."""

    def announce_again(self, media: Media) -> bool:
        """A missing file is to be fetched once more; False if it is not missing."""
