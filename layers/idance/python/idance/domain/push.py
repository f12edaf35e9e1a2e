"""What is pushed to phones, and when a phone makes no sound."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, Literal, Self

from idance.domain.challenge import Challenge
from idance.domain.model import Model
from idance.domain.notification import Notification, NotificationKind
from idance.domain.profile import UserProfile

MOST_AN_HOUR: Final = 20
"""So many notifications within an hour are pushed; further ones are there to be read."""
HOUR: Final = timedelta(hours=1)
LONGEST: Final = 300
"""Characters: no phone shows more of a message, and Apple takes 4 KB in all."""
MORNING_H, EVENING_H = 8, 22
"""Between evening and morning, by the dancer's own clock, a push makes no sound."""


class Push(Model):
    """One message to phones.

    Attributes
    ----------
    about : str
        The id of the thing to open when it is tapped.
    is_quiet : bool
        It is shown without a sound.
    """

    message: str
    kind: NotificationKind | Literal["challenge"]
    about: str
    is_quiet: bool

    @classmethod
    def of_notification(cls, told: Notification, profile: UserProfile | None) -> Self:
        """Return what a dancer's phones say of a notification."""
        offset = timedelta(minutes=profile.utc_offset_minutes if profile else 0)
        return cls(
            message=_short(told.message),
            kind=told.kind,
            about=told.about,
            is_quiet=is_night(told.at + offset),
        )

    @classmethod
    def of_day(cls, challenge: Challenge) -> Self:
        """Return what all phones say of the day's challenge: somewhere it is night."""
        message = f"Today's challenge is here: {challenge.title}"
        return cls(message=_short(message), kind="challenge", about=challenge.id, is_quiet=True)


def is_night(at: datetime) -> bool:
    """Whether people sleep at a moment of their own clock."""
    return not MORNING_H <= at.hour < EVENING_H


def _short(message: str) -> str:
    return message if len(message) <= LONGEST else f"{message[: LONGEST - 1]}…"
