"""What clients get of dancers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Final, Self

from pydantic import Field

from idance.domain.badge import BadgeCategory, Rarity, UserBadge
from idance.domain.model import Model
from idance.domain.profile import UserProfile
from idance.domain.stats import DancerStats

RECENT: Final = 5


class DancerResponse(Model):
    """A dancer, as everybody may see them."""

    id: str
    display_name: str
    avatar_url: str | None
    level: int

    @classmethod
    def of(cls, profile: UserProfile) -> Self:
        """Return what of a profile is for others' eyes."""
        return cls(**profile.model_dump(by_alias=False, include=set(cls.model_fields)))


class BadgeResponse(Model):
    """A badge somebody has earned."""

    name: str
    icon_url: Annotated[str | None, Field(alias="iconURL")]
    description: str
    category: BadgeCategory
    rarity: Rarity
    earned_at: datetime
    challenge_id: str | None


class BadgesResponse(Model):
    """All badges of a dancer, the newest first, and the newest of them."""

    badges: tuple[BadgeResponse, ...]
    total_badges: int
    recent_badges: tuple[BadgeResponse, ...]

    @classmethod
    def of(cls, newest_first: Sequence[UserBadge]) -> Self:
        """Return badges, which come in the order they were earned, the last first."""
        badges = tuple(BadgeResponse.model_validate(badge.model_dump()) for badge in newest_first)
        return cls(badges=badges, total_badges=len(badges), recent_badges=badges[:RECENT])


class StatsResponse(Model):
    """What a dancer has reached; the rank is told by the boards.

    Attributes
    ----------
    current_streak, max_streak : int
        Days in a row with a scored dance: up to now, and at most.
    average_score : float
        Mean of the best scores in all challenges danced, 0 to 100.
    last_challenge_date : date, optional
        The last day danced, in UTC.
    """

    total_challenges_completed: int
    current_streak: int
    max_streak: int
    total_badges: int
    average_score: float
    last_challenge_date: date | None

    @classmethod
    def of(cls, stats: DancerStats, *, today: date) -> Self:
        """Return what a dancer has reached as of a day."""
        return cls(
            total_challenges_completed=stats.total_challenges_completed,
            current_streak=stats.streak_on(today),
            max_streak=stats.max_streak,
            total_badges=stats.total_badges,
            average_score=stats.average_score,
            last_challenge_date=stats.last_challenge_date,
        )


class FollowResponse(Model):
    """Whether the caller follows a dancer now."""

    following: bool


class BanResponse(Model):
    """Whether a dancer is kept out."""

    user_id: str
    banned: bool
