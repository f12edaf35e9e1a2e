"""What a dancer has reached so far: counts, streak, and the points of the running periods."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from pydantic import AwareDatetime, Field

from idance.domain.board import points_name
from idance.domain.challenge import day_of
from idance.domain.league import Seat, Tier
from idance.domain.model import Model
from idance.domain.period import Period
from idance.domain.submission import Submission

_REMEMBERED: Final = 16
ALLTIME_KEY: Final = "all"
_KEPT_PERIODS: Final = {"d": 3, "w": 2, "m": 2, "all": 1}


class PeriodTotal(Model):
    """Points on one board, of how many attempts, and when the last was made: it decides ties.

    Only attempts count that have stood as their dancer's best.
    """

    points: float = 0.0
    at: AwareDatetime
    attempts: int = 0

    def plus(self, attempt: Submission, count: int) -> PeriodTotal:
        """Return it with what an attempt gained added, or with ``count`` −1 taken away.

        An attempt that gained nothing makes nobody later: equal points never stand lower.
        """
        gained = attempt.points_gained
        points = round(self.points + count * gained, 2)
        at = max(self.at, attempt.submitted_at) if gained else self.at
        return PeriodTotal(points=points, at=at, attempts=self.attempts + count)

    def before(self, days: Sequence[tuple[str, PeriodTotal]], today: date) -> PeriodTotal:
        """Return it without what was earned on a day or after it.

        Parameters
        ----------
        days : sequence of (str, PeriodTotal)
            The newest days of the same kind, by name.
        """
        first = points_name(Period.DAILY, datetime.combine(today, time.min, tzinfo=UTC))
        since = [one for name, one in days if name.rpartition("/")[2] >= first]
        if not since:
            return self
        earlier = [one.at for name, one in days if name.rpartition("/")[2] < first]
        return PeriodTotal(
            points=round(self.points - sum(one.points for one in since), 2),
            at=max(earlier, default=min(one.at for one in since)),
            attempts=self.attempts - sum(one.attempts for one in since),
        )


class DancerStats(Model):
    """The requirements' ``challengeStats``, with the totals that feed the global boards.

    ``applied`` remembers the sessions of the last attempts counted, so that counting one twice
    changes nothing. ``totals`` holds points by the name of the board they count on; ``withdrawn``,
    the sessions of attempts whose points do not count any more; ``rescorings``, how often
    scores have been replaced.
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
    withdrawn: tuple[str, ...] = ()
    rescorings: int = 0
    tier: Tier = Tier.BRONZE
    seat: Seat | None = None
    version: int = 0

    @property
    def average_score(self) -> float:
        """Mean score over all scored submissions, in hundredths."""
        return round(self.score_sum / max(1, self.total_challenges_completed), 2)

    def streak_on(self, day: date) -> int:
        """Return the days danced in a row as of a day: none once a whole day has been missed."""
        last = self.last_challenge_date
        return self.current_streak if last and day <= last + timedelta(days=1) else 0

    @property
    def board_totals(self) -> dict[str, PeriodTotal]:
        """What stands on boards, by the board's name: the league's is that of its week."""
        totals = {name: total for name, total in self.totals.items() if total.attempts}
        if self.seat and self.seat.week in totals:
            totals[self.seat.cohort] = totals[self.seat.week]
        return totals

    def needs_seat(self, now: datetime) -> bool:
        """Whether the dancer has danced this week and sits in no league of it yet."""
        week = points_name(Period.WEEKLY, now)
        return week in self.totals and (self.seat is None or self.seat.week != week)

    def closing_totals(self, today: date) -> dict[str, PeriodTotal]:
        """Return the totals of all time as they were when the day before ended."""
        closing: dict[str, PeriodTotal] = {}
        for name, total in self.totals.items():
            kind, _, key = name.rpartition("/")
            if key == ALLTIME_KEY:
                days = [
                    (other, one)
                    for other, one in self.totals.items()
                    if other.startswith(f"{kind}/d:" if kind else "d:")
                ]
                was = total.before(days, today)
                closing |= {name: was} if was.attempts else {}
        return closing

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

    def without(self, attempts: Iterable[Submission]) -> DancerStats:
        """Return the stats with what attempts have gained off the boards; once is enough."""
        fresh = [one for one in attempts if one.session_id not in self.withdrawn]
        withdrawn = (*self.withdrawn, *(one.session_id for one in fresh))
        return self._with(_less(self.totals, fresh), withdrawn) if fresh else self

    def with_again(self, attempts: Iterable[Submission]) -> DancerStats:
        """Return the stats with what withdrawn attempts have gained back on the boards."""
        known = [one for one in attempts if one.session_id in self.withdrawn]
        gone = {one.session_id for one in known}
        withdrawn = tuple(one for one in self.withdrawn if one not in gone)
        return self._with(_more(self.totals, known), withdrawn) if known else self

    def with_others(self, before: Sequence[Submission], after: Sequence[Submission]) -> DancerStats:
        """Return the stats with some attempts in the place of others, for what each gained.

        Parameters
        ----------
        before, after : sequence of Submission
            The attempts at one challenge that have stood, the one that is ranked first. What is
            off the boards stays off them, and comes back, if ever, for what it is worth by then.
        """
        if not before:
            return self
        gone = {one.session_id for one in before}
        totals, withdrawn = self.totals, self.withdrawn
        if gone.issubset(withdrawn):
            kept = (one for one in withdrawn if one not in gone)
            withdrawn = (*kept, *(one.session_id for one in after))
        else:
            totals = _more(_less(totals, before), after)
        update = {
            "score_sum": round(self.score_sum + after[0].total - before[0].total, 2),
            "rescorings": self.rescorings + 1,
        }
        return self._with(totals, withdrawn).model_copy(update=update)

    def _with(self, totals: dict[str, PeriodTotal], withdrawn: tuple[str, ...]) -> DancerStats:
        update = {"totals": totals, "withdrawn": withdrawn, "version": self.version + 1}
        return self.model_copy(update=update)


def _less(totals: dict[str, PeriodTotal], attempts: Iterable[Submission]) -> dict[str, PeriodTotal]:
    """Return the totals that are kept without what attempts have gained."""
    for attempt in attempts:
        names = [name for name in _names(attempt) if name in totals]
        totals = totals | {name: totals[name].plus(attempt, -1) for name in names}
    return totals


def _more(totals: dict[str, PeriodTotal], attempts: Iterable[Submission]) -> dict[str, PeriodTotal]:
    """Return the totals with what attempts have gained."""
    for attempt in attempts:
        totals = _totals_after(totals, attempt)
    return totals


def _streak_after(streak: int, last: date | None, day: date) -> int:
    """Return the streak after dancing on a day: late news of an earlier day keeps it."""
    if last is None or day > last + timedelta(days=1):
        return 1
    return streak + 1 if day > last else max(1, streak)


def _totals_after(
    totals: dict[str, PeriodTotal],
    submission: Submission,
) -> dict[str, PeriodTotal]:
    """Return the totals with a submission's points added to the boards it counts on."""
    if not submission.stands:
        return totals
    fresh = PeriodTotal(at=submission.submitted_at)
    names = _names(submission)
    changed = {name: totals.get(name, fresh).plus(submission, +1) for name in names}
    return _latest(totals | changed)


def _names(submission: Submission) -> tuple[str, ...]:
    """Return the points boards a submission counts on: all of its periods, and its type's."""
    at, kind = submission.submitted_at, submission.challenge_type
    everything = tuple(points_name(period, at) for period in Period)
    return everything + tuple(points_name(period, at, kind) for period in Period if kind)


def _latest(totals: dict[str, PeriodTotal]) -> dict[str, PeriodTotal]:
    """Keep the newest periods of each kind: the item must not grow with the years."""
    kept: set[str] = set()
    for kind, count in _KEPT_PERIODS.items():
        keys = sorted(name for name in totals if name.partition(":")[0] == kind)
        kept |= set(keys[-count:])
    return {name: total for name, total in totals.items() if name.rpartition("/")[2] in kept}
