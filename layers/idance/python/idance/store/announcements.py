"""What everybody is told, in the social table: ``EVERYBODY`` / ``DAY#<day>``, once a day."""

from __future__ import annotations

import datetime as dt
from datetime import timedelta
from typing import Final

from idance.domain.push import Push
from idance.store.notifications import NotificationItem
from idance.store.table import Table, document

KEPT: Final = timedelta(days=90)
DAY: Final = "DAY#"


class AnnouncementStore:
    """Announcements by day."""

    def __init__(self, table_name: str) -> None:
        self._table = Table(NotificationItem, table_name)

    def add(self, day: dt.date, push: Push, *, now: dt.datetime) -> None:
        """Tell everybody of a day's challenge; the first stands, and the stream brings it on."""
        item = self._table.item(
            "EVERYBODY", f"{DAY}{day}", doc=document(push), expires_at=now + KEPT
        )
        self._table.put_once(item)
