"""A challenge as everybody may read it, whenever: in the API and in published documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Self

from pydantic import Field

from idance.domain.challenge import Challenge
from idance.domain.challenge_content import Difficulty
from idance.domain.challenge_type import ChallengeType, TypeName
from idance.domain.model import Model

UrlOf = Callable[[str | None], str | None]


class PublicChallenge(Model):
    """What does not depend on the moment it is read at.

    Attributes
    ----------
    worth : int
        Points of a perfect score on the boards of periods: ``points`` times the difficulty's
        factor.
    date : date
        The day it belongs to, in its time zone.
    """

    id: str
    title: str
    description: str
    type: TypeName
    base_type: ChallengeType
    difficulty: Difficulty
    date: dt.date
    slot: str
    time_zone: str
    start_time: dt.datetime
    end_time: dt.datetime
    is_active: bool
    points: int
    worth: int
    max_attempts: int
    badge_name: str
    badge_icon_url: Annotated[str | None, Field(alias="badgeIconURL")]
    demo_video_url: Annotated[str | None, Field(alias="demoVideoURL")]
    thumbnail_url: Annotated[str | None, Field(alias="thumbnailURL")]
    scoring_criteria: dict[str, int]
    target_bpm: float | None
    first_beat: float | None
    hold_seconds: float | None
    turns: float | None
    required_moves: int | None

    @classmethod
    def of(cls, challenge: Challenge, *, url_of: UrlOf, **more: object) -> Self:
        """Return a challenge with the addresses of its media; ``more`` are a subclass's fields."""
        said = challenge.model_dump(by_alias=False, include=set(cls.model_fields))
        return cls.model_validate(
            said
            | {
                "date": challenge.day,
                "worth": challenge.worth,
                "demo_video_url": url_of(challenge.demo_video_file_key),
            }
            | more
        )


class Manifest(Model):
    """The challenges of today and the next seven days, by day and slot.

    Attributes
    ----------
    days : dict
        The daily challenge of each day.
    slots : dict
        All challenges of each day, the daily one among them, by slot.
    """

    days: dict[dt.date, PublicChallenge]
    slots: dict[dt.date, dict[str, PublicChallenge]]
