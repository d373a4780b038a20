"""Of a stored picture or video a copy without metadata is made, a thumbnail, and its position is read.

Nothing is opened before the scan for malware found it clean, where this deployment scans.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from nabiz.domain.files import MEDIA, SHOWN
from nabiz.domain.pictures import COPIED, Copies, Scan, Unreadable, closed_because
from nabiz.domain.timeline import Media
from nabiz.ports import Reader
from nabiz.ports.pictures import CopyRecords, CopyStore, Workshop

TICKET = "T#"
EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png", "video/mp4": "mp4", "video/webm": "webm"}


@dataclass(frozen=True, slots=True)
class RenderMedia:
    """The use case with what it needs; `scanning` is whether this deployment scans for malware."""

    reader: Reader
    records: CopyRecords
    store: CopyStore
    workshop: Workshop
    scanning: bool

    def __call__(self, aggregate: str, media_id: str) -> str:
        """Make the copies, once. Doing it again makes the same.

        Returns:
            What was done, or why nothing was: `rendered`, `rendered before`, `no picture`, a note, or `closed: ...`.
        """
        media = self.reader.media(aggregate, media_id)
        if closed := closed_because(media, scanning=self.scanning):
            return f"closed: {closed}"
        if media.copy:
            return "rendered before"
        copies = self._copies(media) if media.mime_type in COPIED else Copies()
        number = aggregate.removeprefix(TICKET)
        also_on = self.records.note_same(media.sha256, number) if number != aggregate and media.sha256 else ()
        self.records.note_copies(media, copies, also_on)
        if media.mime_type not in COPIED:
            return "no picture"
        return str(copies.note) or "rendered"

    def take_scan(self, aggregate: str, media_id: str, scan: Scan) -> str:
        """A scan has ended; what it found clean is rendered at once. Results come in any order, and again."""
        media = self.reader.media(aggregate, media_id)
        self.records.note_scan(media, scan)
        return self(aggregate, media_id) if scan is Scan.CLEAN else f"scan: {scan}"

    def _copies(self, media: Media) -> Copies:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "original"
            self.store.save(media.key, source)
            try:
                made = self.workshop.make(source, media.mime_type, Path(folder))
            except Unreadable as failure:
                return Copies(note=failure.note)
            base = SHOWN + media.key.removeprefix(MEDIA)
            copy, thumbnail = f"{base}/copy.{EXTENSIONS[made.copy_type]}", f"{base}/small.webp"
            self.store.put_file(copy, made.copy, made.copy_type)
            self.store.put_file(thumbnail, made.thumbnail, "image/webp")
        return Copies(copy, made.copy_type, thumbnail, made.place)
