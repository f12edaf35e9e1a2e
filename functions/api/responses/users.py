"""What clients get of dancers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Final, Self

from pydantic import Field

from idance.domain.badge import BadgeCategory, Rarity, UserBadge
from idance.domain.model import Model
from idance.domain.profile import UserProfile

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


class FollowResponse(Model):
    """Whether the caller follows a dancer now."""

    following: bool


class BanResponse(Model):
    """Whether a dancer is kept out."""

    user_id: str
    banned: bool
