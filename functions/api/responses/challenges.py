"""What clients get of challenges."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Self

from pydantic import Field

from idance.domain.challenge import Challenge, Difficulty, day_of
from idance.domain.challenge_type import ChallengeType, TypeName
from idance.domain.model import Model


class ChallengeResponse(Model):
    """A challenge, as dancers see it."""

    id: str
    title: str
    description: str
    type: TypeName
    base_type: ChallengeType
    difficulty: Difficulty
    start_time: dt.datetime
    end_time: dt.datetime
    time_remaining: str
    is_active: bool
    points: int
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
    participant_count: int | None

    @classmethod
    def of(cls, challenge: Challenge, *, participants: int | None, now: dt.datetime) -> Self:
        """Return a challenge as it stands at a moment; participants may be unknown for now."""
        return cls(
            **challenge.model_dump(by_alias=False, include=set(cls.model_fields)),
            time_remaining=challenge.time_remaining(now),
            participant_count=participants,
        )


class UpcomingChallengeResponse(Model):
    """A challenge of a day to come."""

    id: str
    title: str
    date: dt.date
    type: TypeName
    base_type: ChallengeType
    difficulty: Difficulty
    points: int
    start_time: dt.datetime
    end_time: dt.datetime

    @classmethod
    def of(cls, challenge: Challenge) -> Self:
        """Return a challenge with the UTC day it belongs to."""
        return cls(
            **challenge.model_dump(by_alias=False, include=set(cls.model_fields)),
            date=day_of(challenge.start_time),
        )
