"""Files on their way in parts, in the table."""

from __future__ import annotations

from pynamodb.exceptions import PutError

from nabiz.ports import Announced
from nabiz.storage import keys
from nabiz.storage.records import UploadRecord


class TableUploads:
    """`nabiz.ports.UploadRecords` on the table."""

    def find(self, upload: str) -> Announced | None:
        """See the port: one strongly consistent GetItem."""
        try:
            record = UploadRecord.get(keys.upload(upload), keys.SELF, consistent_read=True)
        except UploadRecord.DoesNotExist:
            return None
        return Announced(upload, record.session, int(record.size), record.expires_at)

    def keep(self, announced: Announced) -> Announced:
        """See the port: one conditional PutItem, and one read where somebody was faster."""
        record = UploadRecord(keys.upload(announced.upload), keys.SELF, session=announced.session, size=announced.size)
        record.expires_at = announced.expires_at
        try:
            record.save(condition=UploadRecord.pk.does_not_exist())
        except PutError as error:
            found = self.find(announced.upload)
            if error.cause_response_code != "ConditionalCheckFailedException" or found is None:
                raise
            return found
        return announced
