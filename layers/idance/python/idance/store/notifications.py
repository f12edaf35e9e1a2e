"""Notifications in the social table: ``N#<userId>`` / ``AT#<moment>#<id>``, gone after 90 days."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from idance.domain.notification import Notification
from idance.domain.page import Page
from idance.store.follows import SocialItem
from idance.store.item import Item, Moment
from idance.store.sessions import moment_text
from idance.store.table import Table, document

KEPT: Final = timedelta(days=90)
AT: Final = "AT#"
OF_DANCER: Final = "N#"


class NotificationItem(SocialItem):
    """An item of the social table that is forgotten in time."""

    expires_at = Moment("expiresAt")


class NotificationStore:
    """Messages by dancer."""

    def __init__(self, table_name: str) -> None:
        self._table = Table(NotificationItem, table_name)

    def add(self, notification: Notification) -> None:
        """Keep a notification, once: of two with the same moment and id the first stands."""
        item = self._table.item(
            f"{OF_DANCER}{notification.user_id}",
            f"{AT}{moment_text(notification.at)}#{notification.id}",
            doc=document(notification),
            expires_at=notification.at + KEPT,
            names=notification.who,
        )
        self._table.put_once(item)

    def of_dancer(self, user_id: str, *, limit: int, cursor: str | None) -> Page[Notification]:
        """Return some of a dancer's notifications, the latest first.

        Raises
        ------
        InvalidError
            ``INVALID_CURSOR``.
        """
        page = self._table.page(f"{OF_DANCER}{user_id}", AT, limit=limit, cursor=cursor)
        told = tuple(Notification.model_validate_json(item.doc) for item in page.items)
        return Page(told, page.next_cursor)

    def count(self, user_id: str, *, since: datetime, until: datetime, most: int) -> int:
        """Return how many notifications a dancer got between two moments, at most so many."""
        bound = Item.sk.between(f"{AT}{moment_text(since)}", f"{AT}{moment_text(until)}#~")
        rows = self._table.query(f"{OF_DANCER}{user_id}", bound, most=most, consistent=True)
        return sum(1 for _ in rows)
