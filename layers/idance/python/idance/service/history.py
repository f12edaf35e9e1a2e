"""A dancer's own past: points and ranks in periods that are over.

Points follow from the dancer's own attempts, ranks from the boards as they were archived: nothing
is written for it, neither each night nor for each dancer.
"""

from __future__ import annotations

from datetime import datetime

from idance.domain.board import points_board, points_name
from idance.domain.model import Model
from idance.domain.period import Period
from idance.domain.stats import PeriodTotal
from idance.domain.submission_status import SubmissionStatus
from idance.store.snapshots import SnapshotStore
from idance.store.submissions import SubmissionStore


class PastPeriod(Model):
    """How a dancer did in a period that is over.

    ``rank`` is exact for the first thousand and close to it below; None where the board was not
    archived.
    """

    board: str
    score: float
    rank: int | None = None
    of: int | None = None


class HistoryService:
    """Looks back."""

    def __init__(self, submissions: SubmissionStore, snapshots: SnapshotStore) -> None:
        self._submissions = submissions
        self._snapshots = snapshots

    def of(
        self, user_id: str, period: Period, *, limit: int, now: datetime
    ) -> tuple[PastPeriod, ...]:
        """Return the last periods of a kind that a dancer has danced in, the latest first."""
        totals: dict[str, PeriodTotal] = {}
        running = points_name(period, now)
        for submission in self._submissions.of_dancer(user_id):
            best = submission.ranked
            if best.status is not SubmissionStatus.SCORED:
                continue
            name = points_name(period, best.submitted_at)
            total = totals.get(name, PeriodTotal(at=best.submitted_at))
            totals[name] = PeriodTotal(
                points=round(total.points + best.points_earned, 2),
                at=max(total.at, best.submitted_at),
            )
        over = sorted((name for name in totals if name != running), reverse=True)
        return tuple(self._past(name, totals[name]) for name in over[:limit])

    def _past(self, name: str, total: PeriodTotal) -> PastPeriod:
        archived = self._snapshots.get(name)
        if archived is None:
            return PastPeriod(board=name, score=total.points)
        rank = archived.place_of(points_board(name).pack(total.points, total.at))
        return PastPeriod(
            board=name, score=total.points, rank=rank, of=max(rank, archived.total_count)
        )
