"""What a dancer has reached so far: counts, streak, and the points of the running periods."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from pydantic import AwareDatetime, Field

from idance.domain.board import Period, period_key
from idance.domain.challenge import day_of
from idance.domain.model import Model
from idance.domain.submission import Submission

_REMEMBERED: Final = 16
_KEPT_PERIODS: Final = {"d": 3, "w": 2, "m": 2, "all": 1}


class PeriodTotal(Model):
    """Points of one period, and when the last of them was earned (it decides ties)."""

    points: float = 0.0
    at: AwareDatetime


class DancerStats(Model):
    """The requirements' ``challengeStats``, with the totals that feed the global boards.

    ``applied`` remembers the sessions of the last attempts counted, so that counting one twice
    changes nothing.
    """

    user_id: str
    total_challenges_completed: int = 0
    current_streak: int = 0
    max_streak: int = 0
    total_badges: int = 0
    score_sum: float = 0.0
    last_challenge_date: date | None = None
    totals: dict[str, PeriodTotal] = Field(default_factory=dict)
    applied: tuple[str, ...] = ()
    version: int = 0

    @property
    def average_score(self) -> float:
        """Mean score over all scored submissions, in hundredths."""
        return round(self.score_sum / max(1, self.total_challenges_completed), 2)

    def with_submission(self, submission: Submission, *, new_badges: int) -> DancerStats:
        """Return the stats after a scored attempt; unchanged if it was counted before.

        A challenge is completed once. Another attempt at it adds what it is better by, to the
        periods it was made in.
        """
        if submission.session_id in self.applied or submission.score is None:
            return self
        before = submission.best
        gained = max(0.0, submission.total - before.total) if before else submission.total
        day = day_of(submission.submitted_at)
        streak = _streak_after(self.current_streak, self.last_challenge_date, day)
        return self.model_copy(
            update={
                "total_challenges_completed": self.total_challenges_completed + (before is None),
                "current_streak": streak,
                "max_streak": max(self.max_streak, streak),
                "total_badges": self.total_badges + new_badges,
                "score_sum": round(self.score_sum + gained, 2),
                "last_challenge_date": max(self.last_challenge_date or day, day),
                "totals": _totals_after(self.totals, submission),
                "applied": (*self.applied, submission.session_id)[-_REMEMBERED:],
                "version": self.version + 1,
            },
        )


def _streak_after(streak: int, last: date | None, day: date) -> int:
    """Return the streak after dancing on a day: late news of an earlier day keeps it."""
    if last is None or day > last + timedelta(days=1):
        return 1
    return streak + 1 if day > last else max(1, streak)


def _totals_after(
    totals: dict[str, PeriodTotal],
    submission: Submission,
) -> dict[str, PeriodTotal]:
    """Return the totals with a submission's points added to the periods it was made in."""
    after = dict(totals)
    at = submission.submitted_at
    for period in Period:
        key = period_key(period, at)
        before = after.get(key, PeriodTotal(at=at))
        points = round(before.points + submission.points_gained, 2)
        after[key] = PeriodTotal(points=points, at=max(before.at, at))
    return _latest(after)


def _latest(totals: dict[str, PeriodTotal]) -> dict[str, PeriodTotal]:
    """Keep the newest periods of each kind: the item must not grow with the years."""
    kept: dict[str, PeriodTotal] = {}
    for kind, count in _KEPT_PERIODS.items():
        keys = sorted(key for key in totals if key.partition(":")[0] == kind)
        kept |= {key: totals[key] for key in keys[-count:]}
    return kept
