"""Stats of challenges, and the series of days: computed from what was scored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from idance.domain.analytics import ChallengeFigures, DayFigures
from idance.domain.board import Board, challenge_board, points_board, points_name
from idance.domain.challenge import Challenge, day_of
from idance.domain.challenge_stats import ChallengeStats, ScoreCounts
from idance.domain.errors import UnavailableError
from idance.domain.period import Period
from idance.store.challenges import ChallengeStore
from idance.store.entrants import EntrantStore
from idance.store.figures import FigureStore

FRESH: Final = timedelta(seconds=60)
LIVE_UP_TO: Final = 20_000
"""Submissions up to which a reader's question computes stale stats anew; beyond, the schedule."""

SizeOf = Callable[[Board], int]


@dataclass(frozen=True, slots=True)
class FigureService:
    """Computes, keeps and returns figures.

    A challenge is read shard by shard from the index of its scored submissions: half a read unit
    per forty of them, from 256 partitions. Whoever computes twice gets the same.
    """

    challenges: ChallengeStore
    entrants: EntrantStore
    figures: FigureStore

    def stats(self, challenge_id: str, *, now: datetime) -> ChallengeStats:
        """Return a challenge's stats, at most a minute old while that is cheap.

        Raises
        ------
        NotFoundError
            ``CHALLENGE_NOT_FOUND``.
        """
        challenge = self.challenges.get(challenge_id)
        known = self.figures.stats(challenge_id)
        if known and (now < known.as_of + FRESH or known.total_submissions > LIVE_UP_TO):
            return known
        return self.refresh(challenge, now=now)

    def kept(self, challenge_id: str) -> ChallengeStats | None:
        """Return a challenge's stats as they were last computed: one small read, always."""
        return self.figures.stats(challenge_id)

    def refresh(self, challenge: Challenge, *, now: datetime) -> ChallengeStats:
        """Compute a challenge's stats and keep them."""
        board, counts = challenge_board(challenge), ScoreCounts()
        if challenge.has_submissions:
            for packed in self.entrants.outcomes(challenge.id):
                counts.add(None if packed is None else board.points(packed))
        stats = counts.stats(challenge.id, as_of=now)
        self.figures.keep_stats(stats)
        return stats

    def roll_up(self, now: datetime, *, size_of: SizeOf) -> tuple[DayFigures, ...]:
        """Write today and yesterday into the series: late scores of yesterday count as well.

        Parameters
        ----------
        size_of : callable
            Returns how many dancers a board has.
        """
        days = []
        for day in (day_of(now) - timedelta(days=1), day_of(now)):
            challenges = sorted(self.challenges.of_day(day).items())
            figures = DayFigures(
                date=day,
                challenges=tuple(
                    ChallengeFigures.of(one, self.refresh(one, now=now)) for _, one in challenges
                ),
                active_dancers=_active(now, size_of),
            )
            self.figures.keep_day(figures)
            days.append(figures)
        return tuple(days)


def _active(now: datetime, size_of: SizeOf) -> int | None:
    try:
        return size_of(points_board(points_name(Period.MONTHLY, now)))
    except UnavailableError:
        return None
