"""A challenge: what is danced, when, and what it is worth."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import AwareDatetime, Field, model_validator

from idance.domain.challenge_type import (
    ChallengeType,
    TypeName,
    check_criteria,
    default_criteria,
    is_built_in,
)
from idance.domain.model import Model

MAX_DURATION = timedelta(days=31)


class Difficulty(StrEnum):
    """How much a challenge asks of a dancer."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


def _criteria_of(known: dict[str, Any]) -> dict[str, int]:
    return default_criteria(known.get("type", ""))


def _base_of(known: dict[str, Any]) -> ChallengeType:
    """Return the type a challenge is scored as; a custom one is told in so many words."""
    return ChallengeType(known.get("type", ""))


class ChallengeDraft(Model):
    """What an admin (or a template) says of a challenge before it exists.

    Attributes
    ----------
    type : str
        A `ChallengeType`, or the name of a custom one.
    scoring_criteria : dict
        Weights of metrics, summing to 100; left out, they are the type's own.
    target_bpm : float, optional
        Tempo of the music, beats a minute.
    first_beat : float, optional
        When the first beat falls in a clip that starts with the music, s.
    hold_seconds, turns, required_moves : optional
        What a perfect clip shows: how long it holds, s, how often it turns, how many moves.
    max_attempts : int
        How often a dancer may enter; the best attempt counts. 0: as often as they like.
    reference_choreography_key : str, optional
        Where the choreography to be danced is kept.
    """

    title: Annotated[str, Field(min_length=3, max_length=80)]
    description: Annotated[str, Field(max_length=2000)] = ""
    type: TypeName
    difficulty: Difficulty = Difficulty.BEGINNER
    start_time: AwareDatetime
    end_time: AwareDatetime
    demo_video_file_key: Annotated[str | None, Field(alias="demoVideoFileKey")] = None
    thumbnail_url: Annotated[str | None, Field(alias="thumbnailURL")] = None
    points: Annotated[int, Field(ge=1, le=1000)]
    max_attempts: Annotated[int, Field(ge=0, le=100)] = 1
    badge_name: Annotated[str, Field(min_length=1, max_length=60)]
    badge_icon_url: Annotated[str | None, Field(alias="badgeIconURL")] = None
    scoring_criteria: Annotated[dict[str, int], Field(default_factory=_criteria_of)]
    target_bpm: Annotated[float | None, Field(ge=40, le=240)] = None
    first_beat: Annotated[float | None, Field(ge=0, le=60)] = None
    hold_seconds: Annotated[float | None, Field(ge=1, le=60)] = None
    turns: Annotated[float | None, Field(ge=0.5, le=50)] = None
    required_moves: Annotated[int | None, Field(ge=2, le=64)] = None
    reference_choreography_key: Annotated[str | None, Field(max_length=300)] = None

    @model_validator(mode="after")
    def _dates_and_weights_make_sense(self) -> Self:
        if self.end_time <= self.start_time:
            raise ValueError("endTime must be after startTime")
        if self.end_time - self.start_time > MAX_DURATION:
            raise ValueError("a challenge lasts at most 31 days")
        # A custom type's own weights are filled in by whoever knows the custom types.
        if self.scoring_criteria or is_built_in(self.type):
            check_criteria(self.scoring_criteria)
        return self


class Challenge(ChallengeDraft):
    """A challenge as it is stored and read.

    ``has_submissions`` is set by the first submission, before it is stored: from then on nothing
    may take the challenge's place.
    """

    id: str
    base_type: Annotated[ChallengeType, Field(default_factory=_base_of)]
    demo_video_url: Annotated[str | None, Field(alias="demoVideoURL")] = None
    is_active: bool = True
    is_daily: bool = True
    created_by: str
    created_at: AwareDatetime
    updated_at: AwareDatetime
    has_submissions: bool = False
    total_submissions: int = 0
    average_score: float = 0.0
    top_score: float = 0.0

    def is_open(self, now: datetime) -> bool:
        """Whether a dancer may submit to it at this moment."""
        return self.is_active and self.start_time <= now < self.end_time

    def time_remaining(self, now: datetime) -> str:
        """Return how long it stays open, as ``HH:MM:SS`` (hours may exceed 24)."""
        seconds = max(0, int((self.end_time - now).total_seconds()))
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def day_of(moment: datetime) -> date:
    """Return the UTC day a moment falls on: the day of the daily challenge."""
    return moment.astimezone(UTC).date()
