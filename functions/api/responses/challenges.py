"""What clients get of challenges."""

from __future__ import annotations

import datetime as dt
from typing import Self

from idance.domain.challenge import Challenge
from idance.domain.challenge_content import Difficulty
from idance.domain.challenge_type import ChallengeType, MetricName, TypeName
from idance.domain.model import Model
from idance.domain.public_challenge import PublicChallenge


class ChallengeResponse(PublicChallenge):
    """A challenge, as dancers see it at a moment; participants may be unknown for now."""

    time_remaining: str
    participant_count: int | None


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
