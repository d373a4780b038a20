"""Somebody of the staff has a file tried again: fetched where it is missing, rendered where there is no copy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nabiz.domain.errors import FileClosed
from nabiz.domain.pictures import COPIED, closed_because
from nabiz.domain.timeline import MediaState
from nabiz.ports import Reader
from nabiz.ports.pictures import CopyRecords


class Again(StrEnum):
    """What is done again."""

    FETCH = "fetch"
    RENDER = "render"


@dataclass(frozen=True, slots=True)
class RetryMedia:
    """The use case with what it needs; `scanning` is whether this deployment scans for malware."""

    reader: Reader
    records: CopyRecords
    scanning: bool

    def __call__(self, aggregate: str, media_id: str) -> Again:
        """Say what is to be done again. Asked twice, it is done twice, which changes nothing.

        Raises:
            NotFound: there is no such file.
            FileClosed: nothing of it failed, or trying again would not help.
        """
        media = self.reader.media(aggregate, media_id)
        if media.state is not MediaState.STORED:
            if media.state is MediaState.MISSING:
                self.records.announce_again(media)
            return Again.FETCH
        if closed := closed_because(media, scanning=self.scanning):
            raise FileClosed(f"The file may not be opened: {closed}.", reason=closed)
        if media.copy or media.mime_type not in COPIED:
            raise FileClosed("The file is here; there is nothing to try again.")
        return Again.RENDER
