"""The state of files in the table. Every write names its own attributes: three functions write one file's record."""

from __future__ import annotations

from typing import Any

from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from nabiz.domain.pictures import Copies, Scan, outweighed
from nabiz.domain.timeline import Media, MediaState
from nabiz.storage import keys
from nabiz.storage.records import MediaRecord, SameFileRecord

FETCHED = ("state", "key", "mime_type", "size", "sha256", "reason")
SAME_AT_MOST = 10  # tickets that are named as having the same file


class TableMediaRecords:
    """`nabiz.ports.MediaRecords` and `CopyRecords` on the table."""

    def update_media(self, media: Media) -> bool:
        """See the port: one conditional UpdateItem."""
        outcome: list[Action] = [getattr(MediaRecord, name).set(getattr(media, name)) for name in FETCHED]
        return _update(media, outcome, MediaRecord.pk.exists() & (MediaRecord.state != MediaState.STORED))

    def announce_again(self, media: Media) -> bool:
        """See the port: one conditional UpdateItem."""
        again: list[Action] = [MediaRecord.state.set(str(MediaState.PENDING)), MediaRecord.reason.set("")]
        return _update(media, again, MediaRecord.state == str(MediaState.MISSING))

    def note_scan(self, media: Media, scan: Scan) -> bool:
        """See the port: one conditional UpdateItem."""
        weaker = [str(other) for other in outweighed(scan)]
        new: Any = MediaRecord.verdict.does_not_exist()
        if weaker:
            new = new | MediaRecord.verdict.is_in(*weaker)
        return _update(media, [MediaRecord.verdict.set(str(scan))], MediaRecord.pk.exists() & new)

    def note_copies(self, media: Media, copies: Copies, also_on: tuple[str, ...]) -> bool:
        """See the port: one conditional UpdateItem."""
        made: list[Action] = [
            MediaRecord.copy.set(copies.copy), MediaRecord.copy_type.set(copies.copy_type),
            MediaRecord.thumbnail.set(copies.thumbnail), MediaRecord.note.set(str(copies.note)),
            MediaRecord.also_on.set(also_on),
        ]  # fmt: skip
        if copies.place:
            made.append(MediaRecord.place.set(copies.place))
        return _update(media, made, MediaRecord.sha256 == media.sha256)

    def note_same(self, sha256: str, number: str) -> tuple[str, ...]:
        """See the port: one PutItem, one strongly consistent Query."""
        SameFileRecord(keys.same_file(sha256), number).save()
        found = SameFileRecord.query(keys.same_file(sha256), consistent_read=True, limit=SAME_AT_MOST + 1)
        return tuple(record.sk for record in found if record.sk != number)[:SAME_AT_MOST]


def _update(media: Media, actions: list[Action], condition: Condition) -> bool:
    """False where the condition does not hold."""
    record = MediaRecord(media.aggregate, keys.MEDIA + media.id)
    try:
        record.update(actions=actions, condition=condition)
    except UpdateError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        return False
    return True
