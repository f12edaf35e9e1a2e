"""Whoever earns a badge is told, once: a notification is known by badge and moment."""

from __future__ import annotations

from idance.domain.badge import UserBadge
from idance.domain.notification import Notification, NotificationKind
from idance.store.notifications import NotificationStore


def tell_of_badge(badge: UserBadge, notifications: NotificationStore) -> None:
    """Tell a dancer of a badge."""
    notifications.add(
        Notification(
            id=f"badge-{badge.name}",
            user_id=badge.user_id,
            kind=NotificationKind.BADGE,
            message=f"You have earned a badge: {badge.name}. {badge.description}.",
            about=badge.name,
            at=badge.earned_at,
        )
    )
