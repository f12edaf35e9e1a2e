"""What dancers get of their notifications."""

from __future__ import annotations

from typing import Self

from idance.domain.model import Model
from idance.domain.notification import Notification
from idance.domain.page import Page


class NotificationsResponse(Model):
    """Some of a dancer's notifications, the latest first."""

    notifications: tuple[Notification, ...]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[Notification]) -> Self:
        """Return a page of notifications."""
        return cls(notifications=page.items, next_cursor=page.next_cursor)
