"""What clients get beside the boards themselves: the past, the league, the live address."""

from __future__ import annotations

from typing import Self

from functions.api.responses.leaderboards import LeaderboardResponse, common
from idance.domain.league import Tier
from idance.domain.model import Model
from idance.domain.period import Period
from idance.domain.ranking import LeaderboardPage
from idance.service.history import PastPeriod
from idance.service.leaderboard import Spread


class HistoryResponse(Model):
    """How a dancer did in periods that are over, the latest first."""

    period: Period
    periods: tuple[PastPeriod, ...]


class LeagueResponse(LeaderboardResponse):
    """A league's cohort, points of the week; the first sixth goes up, the last sixth down."""

    tier: Tier

    @classmethod
    def of(cls, tier: Tier, page: LeaderboardPage) -> Self:
        """Return a cohort's board."""
        return cls(**vars(common(page)), tier=tier)


class TimeZoneResponse(Model):
    """How far a dancer's clock is ahead of UTC, in minutes."""

    utc_offset_minutes: int


class LiveResponse(Model):
    """Where boards are followed live."""

    url: str


class BoardAnalyticsResponse(Model):
    """How the scores on a board are spread: what the best of each hundred have at least.

    ``percentiles`` maps a percentage of dancers, from the top, to the score that takes one there.
    """

    participants: int
    top_score: float | None
    median_score: float | None
    percentiles: dict[str, float]

    @classmethod
    def of(cls, spread: Spread) -> Self:
        """Return how scores are spread."""
        return cls.model_validate(spread.model_dump())
