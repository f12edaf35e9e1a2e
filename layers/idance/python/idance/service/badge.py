"""Badges: earned by what a submission shows, given once."""

from __future__ import annotations

from datetime import datetime

from idance.domain.badge import CATALOGUE, UserBadge, earned
from idance.domain.challenge import Challenge
from idance.domain.stats import DancerStats
from idance.domain.submission import Submission
from idance.store.dancers import DancerStore


class BadgeService:
    """Awards badges, and shows them."""

    def __init__(self, dancers: DancerStore) -> None:
        self._dancers = dancers

    def award_badges(
        self,
        submission: Submission,
        stats: DancerStats,
        *,
        challenge: Challenge,
        now: datetime,
    ) -> tuple[UserBadge, ...]:
        """Give a dancer what a scored submission earns; return the badges it brought.

        Asking again, after a crash or at the same time, gives nothing more and the same answer.

        Parameters
        ----------
        submission : Submission
            A scored one.
        stats : DancerStats
            The dancer's, with the submission counted.
        challenge : Challenge
            What was danced; its own badge is among those to earn.
        now : datetime
            When the badges are earned.
        """
        held = {badge.name: badge for badge in self._dancers.badges(submission.user_id)}
        for badge in earned(submission, stats, challenge_badge=challenge.badge_name):
            if badge.name not in held:
                given = UserBadge(
                    user_id=submission.user_id,
                    earned_at=now,
                    challenge_id=challenge.id,
                    **badge.model_dump(by_alias=False),
                )
                held[badge.name] = self._dancers.award(given)
        return _brought_by(challenge, held)

    def brought_by(self, submission: Submission, *, challenge: Challenge) -> tuple[UserBadge, ...]:
        """Return the badges a submission has brought, the most special first."""
        held = {badge.name: badge for badge in self._dancers.badges(submission.user_id)}
        return _brought_by(challenge, held)

    def get_user_badges(self, user_id: str) -> tuple[UserBadge, ...]:
        """Return a dancer's badges, the latest first."""
        badges = self._dancers.badges(user_id)
        return tuple(sorted(badges, key=lambda badge: badge.earned_at, reverse=True))


def _brought_by(challenge: Challenge, held: dict[str, UserBadge]) -> tuple[UserBadge, ...]:
    """Return those of a dancer's badges earned in a challenge, in the order `earned` has them."""
    order = dict.fromkeys((challenge.badge_name, *(badge.name for badge, _ in CATALOGUE)))
    badges = (held[name] for name in order if name in held)
    return tuple(badge for badge in badges if badge.challenge_id == challenge.id)
