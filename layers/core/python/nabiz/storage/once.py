"""Markers of commands that are carried out once."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from nabiz.ports import Once
from nabiz.storage import keys
from nabiz.storage.records import OnceRecord

ONCE_KEPT = timedelta(days=8)  # WhatsApp delivers again for up to 7 days; a queue keeps a message for 4


def once_partition(key: str) -> str:
    """Partition of a command's marker; the key itself may hold a provider's id of a person."""
    return f"O#{hashlib.sha256(key.encode()).hexdigest()[:32]}"


def once_record(once: Once, commit_id: str) -> OnceRecord:
    """The marker; goes by itself when nothing is delivered again any more."""
    record = OnceRecord(once_partition(once.key), keys.SELF, result=once.result, commit_id=commit_id)
    record.expires_at = datetime.now(UTC) + ONCE_KEPT
    return record
