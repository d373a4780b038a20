"""Lists that people of the staff have saved."""

from __future__ import annotations

from nabiz.ports import SavedView
from nabiz.storage import keys
from nabiz.storage.records import ViewsRecord

VIEWS = "VIEWS"


class TableSavedViews:
    """`nabiz.ports.SavedViews` on the table."""

    def of(self, username: str) -> tuple[SavedView, ...]:
        """See the port: one GetItem."""
        try:
            return ViewsRecord.get(keys.worker(username), VIEWS, consistent_read=True).views
        except ViewsRecord.DoesNotExist:
            return ()

    def keep(self, username: str, views: tuple[SavedView, ...]) -> None:
        """See the port: one PutItem."""
        ViewsRecord(keys.worker(username), VIEWS, views=views).save()
