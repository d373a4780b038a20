"""The state of files in the table."""

from __future__ import annotations

from pynamodb.exceptions import PutError

from nabiz.domain.timeline import Media, MediaState
from nabiz.storage import convert
from nabiz.storage.records import MediaRecord


class TableMediaRecords:
    """`nabiz.ports.MediaRecords` on the table."""

    def update_media(self, media: Media) -> bool:
        """See the port: one conditional PutItem."""
        try:
            convert.media_record(media).save(condition=MediaRecord.state != MediaState.STORED)
        except PutError as error:
            if error.cause_response_code != "ConditionalCheckFailedException":
                raise
            return False
        return True
