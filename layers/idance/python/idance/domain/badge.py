"""Badges: what they are called, how rare they are, and when a dancer earns one."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Final

from pydantic import AwareDatetime, Field

from idance.domain.model import Model
from idance.domain.stats import DancerStats
from idance.domain.submission import Submission


class Rarity(StrEnum):
    """How seldom a badge is earned."""

    COMMON = "common"
    RARE = "rare"
    EPIC = "epic"
    LEGENDARY = "legendary"


class BadgeCategory(StrEnum):
    """What a badge rewards."""

    CHALLENGE = "challenge"
    STREAK = "streak"
    SOCIAL = "social"
    SKILL = "skill"


class BadgeDefinition(Model):
    """A badge that can be earned."""

    name: str
    icon_url: str | None = Field(None, alias="iconURL")
    description: str
    category: BadgeCategory
    rarity: Rarity


class UserBadge(BadgeDefinition):
    """A badge that a dancer has earned."""

    user_id: str
    earned_at: AwareDatetime
    challenge_id: str | None = None


Rule = Callable[[Submission, DancerStats], bool]
CHALLENGE_BADGE_SCORE: Final = 80.0


def _define(name: str, why: str, category: BadgeCategory, rarity: Rarity) -> BadgeDefinition:
    return BadgeDefinition(name=name, description=why, category=category, rarity=rarity)


def _at_least(metric: str, score: float) -> Rule:
    def rule(submission: Submission, _: DancerStats) -> bool:
        found = submission.score.metrics if submission.score else ()
        return any(one.name == metric and one.score >= score for one in found)

    return rule


def _total(score: float) -> Rule:
    return lambda submission, _: submission.score is not None and submission.score.total >= score


def _completed(count: int) -> Rule:
    return lambda _, stats: stats.total_challenges_completed >= count


def _streak(days: int) -> Rule:
    return lambda _, stats: stats.current_streak >= days


_SKILL, _STREAK, _CHALLENGE = BadgeCategory.SKILL, BadgeCategory.STREAK, BadgeCategory.CHALLENGE

CATALOGUE: Final[tuple[tuple[BadgeDefinition, Rule], ...]] = (
    (_define("Perfect Score", "Scored 98 or more", _SKILL, Rarity.LEGENDARY), _total(98)),
    (_define("Smooth Operator", "Smoothness of 90 or more", _SKILL, Rarity.RARE),
     _at_least("smoothness", 90)),
    (_define("Human Metronome", "Rhythm of 90 or more", _SKILL, Rarity.RARE),
     _at_least("rhythm", 90)),
    (_define("Rock Steady", "Balance of 90 or more", _SKILL, Rarity.RARE),
     _at_least("balance", 90)),
    (_define("Free Spirit", "Creativity of 90 or more", _SKILL, Rarity.RARE),
     _at_least("creativity", 90)),
    (_define("On a Roll", "Three days in a row", _STREAK, Rarity.COMMON), _streak(3)),
    (_define("Week of Dance", "Seven days in a row", _STREAK, Rarity.RARE), _streak(7)),
    (_define("Unstoppable", "Thirty days in a row", _STREAK, Rarity.EPIC), _streak(30)),
    (_define("First Challenge", "Danced the first challenge", _CHALLENGE, Rarity.COMMON),
     _completed(1)),
    (_define("Ten Challenges", "Danced ten challenges", _CHALLENGE, Rarity.COMMON), _completed(10)),
    (_define("Hundred Challenges", "Danced a hundred challenges", _CHALLENGE, Rarity.EPIC),
     _completed(100)),
)  # fmt: skip


def earned(
    submission: Submission,
    stats: DancerStats,
    *,
    challenge_badge: str,
) -> tuple[BadgeDefinition, ...]:
    """Return every badge a scored submission entitles to, the most special first.

    The challenge's own badge takes a score of 80. Badges held already are among them: earning
    is a conditional write, and one that exists stays as it is.

    Parameters
    ----------
    submission : Submission
        A scored one.
    stats : DancerStats
        The dancer's stats with this submission counted.
    challenge_badge : str
        The name of the badge the challenge gives.
    """
    found = tuple(badge for badge, rule in CATALOGUE if rule(submission, stats))
    if submission.score and submission.score.total >= CHALLENGE_BADGE_SCORE:
        own = _define(challenge_badge, "Mastered the challenge", _CHALLENGE, Rarity.RARE)
        return (own, *found)
    return found
