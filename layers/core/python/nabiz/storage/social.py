"""How far social networks were read."""

from __future__ import annotations

from datetime import datetime

from nabiz.ports.social import Position
from nabiz.storage import keys
from nabiz.storage.records import PositionRecord


class TablePositions:
    """`nabiz.ports.social.Positions` on the table."""

    def read(self, run: str) -> Position:
        """See the port: one strongly consistent GetItem."""
        try:
            record = PositionRecord.get(f"RUN#{run}", keys.SELF, consistent_read=True)
        except PositionRecord.DoesNotExist:
            return Position()
        return record.position

    def write(self, run: str, position: Position, at: datetime) -> None:
        """See the port: one PutItem; one run at a time writes it, and one that comes late reads a little again."""
        PositionRecord(f"RUN#{run}", keys.SELF, position=position, at=at).save()
