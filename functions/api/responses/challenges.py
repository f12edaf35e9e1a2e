"""What clients get of challenges."""

from __future__ import annotations

import datetime as dt
from typing import Self

from idance.domain.challenge import Challenge
from idance.domain.challenge_content import Difficulty
from idance.domain.challenge_stats import ChallengeStats
from idance.domain.challenge_type import ChallengeType, MetricName, TypeName
from idance.domain.model import Model
from idance.domain.public_challenge import PublicChallenge


class ChallengeResponse(PublicChallenge):
    """A challenge, as dancers see it at a moment; participants may be unknown for now."""

    time_remaining: str
    participant_count: int | None


class ChallengeDetailResponse(ChallengeResponse):
    """A challenge with what its scores look like, as they were last computed.

    Attributes
    ----------
    total_submissions : int
        Dancers with a score.
    average_score, top_score : float
        Exact to the hundredth; 0 while nobody has a score.
    stats_as_of : datetime or None
        When these three were computed: at the latest a quarter of an hour ago, and anew when
        somebody asks for the challenge's stats. None before the first time.
    """

    total_submissions: int
    average_score: float
    top_score: float
    stats_as_of: dt.datetime | None

    @classmethod
    def seen(cls, challenge: ChallengeResponse, stats: ChallengeStats | None) -> Self:
        """Return a challenge with its stats; none is the same as nobody has danced."""
        return cls(
            **challenge.model_dump(by_alias=False),
            total_submissions=stats.total_submissions if stats else 0,
            average_score=stats.average_score if stats else 0.0,
            top_score=stats.top_score if stats else 0.0,
            stats_as_of=stats.as_of if stats else None,
        )


class PersonalChallengeResponse(ChallengeResponse):
    """A challenge chosen for one dancer, and why.

    Attributes
    ----------
    reason : str
        The choice in a sentence.
    weak_metric, level
        What it trains, and how hard; None while nothing is known of the dancer.
    based_on : int
        How many recent dances decided.
    """

    reason: str
    weak_metric: MetricName | None
    level: Difficulty | None
    based_on: int


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
    def of(cls, challenge: Challenge, *, day: dt.date) -> Self:
        """Return a challenge with the day it is shown for: it may hold several."""
        return cls(
            **challenge.model_dump(by_alias=False, include=set(cls.model_fields)),
            date=day,
        )
