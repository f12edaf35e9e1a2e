"""A challenge: what is danced, when, and what it is worth."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AwareDatetime, Field, model_validator

from idance.domain.model import Model

MAX_DURATION = timedelta(days=31)
METRICS = ("balance", "rhythm", "smoothness", "creativity")


class ChallengeType(StrEnum):
    """What kind of dance a challenge asks for."""

    FREESTYLE = "freestyle"
    STATIC = "static"
    SPIN = "spin"
    COMBO = "combo"


class Difficulty(StrEnum):
    """How much a challenge asks of a dancer."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


def default_criteria() -> dict[str, int]:
    """Return the requirements' weights: balance 25, rhythm 30, smoothness 25, creativity 20."""
    return {"balance": 25, "rhythm": 30, "smoothness": 25, "creativity": 20}


class ChallengeDraft(Model):
    """What an admin (or a template) says of a challenge before it exists."""

    title: Annotated[str, Field(min_length=3, max_length=80)]
    description: Annotated[str, Field(max_length=2000)] = ""
    type: ChallengeType
    difficulty: Difficulty = Difficulty.BEGINNER
    start_time: AwareDatetime
    end_time: AwareDatetime
    demo_video_file_key: Annotated[str | None, Field(alias="demoVideoFileKey")] = None
    thumbnail_url: Annotated[str | None, Field(alias="thumbnailURL")] = None
    points: Annotated[int, Field(ge=1, le=1000)]
    badge_name: Annotated[str, Field(min_length=1, max_length=60)]
    badge_icon_url: Annotated[str | None, Field(alias="badgeIconURL")] = None
    scoring_criteria: Annotated[dict[str, int], Field(default_factory=default_criteria)]
    target_bpm: Annotated[float | None, Field(ge=40, le=240)] = None

    @model_validator(mode="after")
    def _dates_and_weights_make_sense(self) -> Self:
        if self.end_time <= self.start_time:
            raise ValueError("endTime must be after startTime")
        if self.end_time - self.start_time > MAX_DURATION:
            raise ValueError("a challenge lasts at most 31 days")
        unknown = set(self.scoring_criteria) - set(METRICS)
        if unknown:
            raise ValueError(f"unknown scoring criteria: {', '.join(sorted(unknown))}")
        if any(weight < 0 for weight in self.scoring_criteria.values()):
            raise ValueError("scoringCriteria must not be negative")
        if sum(self.scoring_criteria.values()) != 100:  # noqa: PLR2004 (the requirements' whole)
            raise ValueError("scoringCriteria must sum to 100")
        return self


class Challenge(ChallengeDraft):
    """A challenge as it is stored and read.

    ``has_submissions`` is set by the first submission, before it is stored: from then on nothing
    may take the challenge's place.
    """

    id: str
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
