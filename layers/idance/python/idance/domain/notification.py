"""Notifications: what a dancer is told without having asked."""

from __future__ import annotations

from enum import StrEnum

from pydantic import AwareDatetime

from idance.domain.model import Model


class NotificationKind(StrEnum):
    """What a notification is about."""

    REVIEW = "review"
    REPORT = "report"
    RESCORE = "rescore"
    LIKE = "like"
    COMMENT = "comment"
    BADGE = "badge"


class Notification(Model):
    """One message to one dancer.

    Attributes
    ----------
    id : str
        What it tells, once: telling it again changes nothing.
    about : str
        The id of the thing it is about, to open when it is tapped.
    who : str, optional
        Another dancer whom it names: when that dancer is erased, it goes too.
    """

    id: str
    user_id: str
    kind: NotificationKind
    message: str
    about: str
    at: AwareDatetime
    who: str | None = None
    read: bool = False
