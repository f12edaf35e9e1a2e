"""What a change means for the boards: who has what there, and where somebody may have fallen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from idance.domain.board import CLOSING, Board, BoardEntry
from idance.domain.challenge import day_of
from idance.domain.stats import DancerStats
from idance.domain.submission import Submission
from idance.domain.submission_status import WITHHELD, SubmissionStatus
from idance.service.board_directory import BoardDirectory
from idance.store.images import Change, Ranked, Versioned


@dataclass(frozen=True, slots=True)
class News:
    """What a change means: entries to lift, and boards on which it may have lowered somebody."""

    change: Change
    entries: tuple[BoardEntry, ...]
    lowered: tuple[Board, ...]

    @property
    def subject(self) -> Ranked | None:
        """What the change is about."""
        return self.change.known.value if self.change.known else None


class NewsReader:
    """Reads submissions and dancers' stats as entries of boards; contests are told elsewhere."""

    def __init__(self, directory: BoardDirectory) -> None:
        self._directory = directory

    def read(self, change: Change) -> News:
        """Return what a change means for the boards.

        Raises
        ------
        NotFoundError
            ``CHALLENGE_NOT_FOUND``.
        """
        return News(change, self.entries_of(change.after), tuple(self._maybe_lowered(change)))

    def entries_of(self, known: Versioned | None) -> tuple[BoardEntry, ...]:
        """Return what a submission or a dancer's stats mean for the boards.

        Raises
        ------
        NotFoundError
            ``CHALLENGE_NOT_FOUND``.
        """
        if known is None:
            return ()
        thing, version = known
        if isinstance(thing, Submission):
            return self._of_submission(thing, version)
        return self._of_stats(thing, version) if isinstance(thing, DancerStats) else ()

    def closing_of(self, known: Versioned, now: datetime) -> tuple[BoardEntry, ...]:
        """Return what a dancer's stats meant for all time when the last day ended."""
        if not isinstance(known.value, DancerStats):
            return ()
        return tuple(
            BoardEntry(
                self._directory.of_points(f"{name}{CLOSING}"),
                known.value.user_id,
                total.points,
                total.at,
                known.version,
            )
            for name, total in known.value.closing_totals(day_of(now)).items()
        )

    def _maybe_lowered(self, change: Change) -> Iterable[Board]:
        if change.known is None:
            return
        thing, is_gone = change.known.value, change.after is None
        if isinstance(thing, Submission):
            best = thing.ranked
            may_fall = is_gone or best.status in WITHHELD or best.past_scores
            if self.entries_of(change.before) if may_fall else self._gave_way(thing, change):
                yield self._directory.of_challenge(thing.challenge_id)
        elif isinstance(thing, DancerStats) and (thing.withdrawn or thing.rescorings or is_gone):
            before = change.before.value if change.before else None
            moved = not isinstance(before, DancerStats) or (
                (before.withdrawn, before.rescorings) != (thing.withdrawn, thing.rescorings)
            )
            if moved or is_gone:
                seat = (thing.seat.cohort,) if thing.seat else ()
                yield from map(self._directory.of_points, (*thing.totals, *seat))

    def _gave_way(self, thing: Submission, change: Change) -> bool:
        """Whether the best attempt was scored lower, and another one, no higher, stands now."""
        before = self.entries_of(change.before) if thing.attempt > 1 else ()
        after = self.entries_of(change.after)
        return bool(before) and (not after or after[0].packed < before[0].packed)

    def _of_submission(self, thing: Submission, version: int) -> tuple[BoardEntry, ...]:
        best = thing.ranked
        if best.status is not SubmissionStatus.SCORED or best.score is None:
            return ()
        board = self._directory.of_challenge(best.challenge_id)
        return (BoardEntry(board, best.user_id, best.score.total, best.submitted_at, version),)

    def _of_stats(self, thing: DancerStats, version: int) -> tuple[BoardEntry, ...]:
        return tuple(
            BoardEntry(
                self._directory.of_points(name), thing.user_id, total.points, total.at, version
            )
            for name, total in thing.board_totals.items()
        )
