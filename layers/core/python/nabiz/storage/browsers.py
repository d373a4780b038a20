"""Browsers that want to be told of a ticket: one item beside the ticket."""

from __future__ import annotations

from collections.abc import Callable

from pynamodb.exceptions import PutError

from nabiz.domain.errors import StorageConflict
from nabiz.ports.push import Subscribed
from nabiz.storage import keys
from nabiz.storage.records import BrowsersRecord, Record

ATTEMPTS = 4


class TableBrowsers:
    """`nabiz.ports.push.Browsers` on the table."""

    def of(self, number: str) -> Subscribed:
        """See the port: one strongly consistent GetItem."""
        record = _read(number)
        return record.browsers if record is not None else ()

    def change(self, number: str, change: Callable[[Subscribed], Subscribed]) -> Subscribed:
        """See the port: one read and one conditional write, none where nothing changes."""

        for left in range(ATTEMPTS - 1, -1, -1):
            record = _read(number)
            before = record.browsers if record is not None else ()
            after = change(before)
            if after == before:
                return after
            version = int(record.version) if record is not None else 0
            written = BrowsersRecord(keys.ticket(number), keys.BROWSERS, browsers=after, version=version + 1)
            unchanged = Record.pk.does_not_exist() if record is None else BrowsersRecord.version == version
            try:
                written.save(condition=unchanged)
            except PutError as error:
                if error.cause_response_code != "ConditionalCheckFailedException":
                    raise
                if not left:
                    raise StorageConflict("Somebody else changed the browsers of this ticket.") from error
                continue
            return after
        raise AssertionError("unreachable")


def _read(number: str) -> BrowsersRecord | None:
    try:
        return BrowsersRecord.get(keys.ticket(number), keys.BROWSERS, consistent_read=True)
    except BrowsersRecord.DoesNotExist:
        return None
