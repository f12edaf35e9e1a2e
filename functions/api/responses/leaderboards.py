"""What clients get of leaderboards."""

from __future__ import annotations

from typing import Self

from idance.domain.board import Period
from idance.domain.model import Model
from idance.service.leaderboard import LeaderboardPage


class RankedUser(Model):
    """A dancer on a board."""

    id: str
    display_name: str
    avatar_url: str | None


class RankedEntry(Model):
    """One line of a board."""

    rank: int
    user: RankedUser
    score: float
    badge: str | None


class ChallengeLeaderboardResponse(Model):
    """A challenge's board, and where the caller stands on it."""

    challenge_id: str
    leaderboard: tuple[RankedEntry, ...]
    user_rank: int | None
    user_score: float | None
    total_count: int

    @classmethod
    def of(cls, challenge_id: str, page: LeaderboardPage) -> Self:
        """Return a page of a challenge's board."""
        return cls(
            challenge_id=challenge_id,
            leaderboard=_entries(page),
            user_rank=page.user_rank,
            user_score=page.user_score,
            total_count=page.total,
        )


class UserPosition(Model):
    """Where the caller stands.

    Attributes
    ----------
    change : str or None
        Ranks won or lost since the day before, such as ``+5``; None where that is not known.
    """

    rank: int
    score: float
    change: str | None = None


class GlobalLeaderboardResponse(Model):
    """A period's board, and where the caller stands on it, if at all."""

    period: Period
    leaderboard: tuple[RankedEntry, ...]
    user_position: UserPosition | None
    total_count: int

    @classmethod
    def of(cls, period: Period, page: LeaderboardPage) -> Self:
        """Return a page of a period's board."""
        return cls(
            period=period,
            leaderboard=_entries(page),
            user_position=_position(page),
            total_count=page.total,
        )


def _entries(page: LeaderboardPage) -> tuple[RankedEntry, ...]:
    return tuple(
        RankedEntry(
            rank=entry.rank,
            user=RankedUser.model_validate(entry.user.model_dump()),
            score=entry.score,
            badge=entry.badge,
        )
        for entry in page.entries
    )


def _position(page: LeaderboardPage) -> UserPosition | None:
    if page.user_rank is None or page.user_score is None:
        return None
    return UserPosition(rank=page.user_rank, score=page.user_score)
