"""Boards as everybody reads them: published when they change, closed when their time is over."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from idance.domain.board import COHORT, Board
from idance.domain.errors import NotFoundError
from idance.domain.league import GRACE
from idance.domain.snapshot import TOP, BoardSnapshot, Quantile, SnapshotRow, quantile_places
from idance.service.board_directory import BoardDirectory
from idance.service.board_faces import BoardFaces
from idance.store.board_marks import BoardMarks
from idance.store.boards import BoardStore
from idance.store.snapshots import SnapshotStore

_ROUND: Final = 50
_NOBODY: Final = "00000000-0000-0000-0000-000000000000"


class BoardPublisher:
    """Publishes boards."""

    def __init__(
        self,
        *,
        boards: BoardStore,
        marks: BoardMarks,
        directory: BoardDirectory,
        faces: BoardFaces,
        snapshots: SnapshotStore,
    ) -> None:
        self._boards = boards
        self._marks = marks
        self._directory = directory
        self._faces = faces
        self._snapshots = snapshots

    def publish_changes(self, now: datetime) -> list[str]:
        """Publish what has changed and close what is over; return the boards that say news.

        A board that fails is marked again, so that another round publishes it, and the others are
        published all the same; the last failure is raised at the end. Nothing is published while
        Redis has lost something: what stands published is more than it has then.
        """
        if not self._boards.is_whole():
            return []
        taken = self._marks.take_changed(_ROUND)
        over = self._marks.over(now - GRACE)
        told: list[str] = []
        failure: Exception | None = None
        for name in {*taken, *over}:
            try:
                board = self._directory.of_name(name)
            except NotFoundError:
                continue
            try:
                told += [name] if self.publish(board, now) else []
            except Exception as error:  # noqa: BLE001 (whatever it is, other boards go on)
                self._marks.changed([board])
                failure = error
                continue
            if name in over:
                self._marks.closed(board)
        if failure:
            raise failure
        return told

    def publish(self, board: Board, now: datetime) -> bool:
        """Publish a board as it stands; False if nobody needs to hear of it."""
        if board.name.startswith(COHORT):
            return False
        view = self._boards.view(board, user_id=_NOBODY, start=0, limit=TOP)
        if not view.total and board.kept_until and board.kept_until <= now:
            return self._prune(board)
        ranks = range(1, len(view.rows) + 1)
        entries = self._faces.entries(board, view.rows, ranks)
        places = quantile_places(view.total)
        packed = self._boards.at_places(board, places)
        return self._snapshots.publish(
            BoardSnapshot(
                board=board.name,
                total_count=view.total,
                as_of=now,
                closed=board.closes_at is not None and board.closes_at + GRACE <= now,
                leaderboard=tuple(
                    SnapshotRow(**entry._asdict(), packed=row.packed)
                    for entry, row in zip(entries, view.rows, strict=True)
                ),
                quantiles=tuple(
                    Quantile(place=place, packed=score)
                    for place, score in zip(places, packed, strict=False)
                ),
            )
        )

    def _prune(self, board: Board) -> bool:
        """Take who is banned or gone out of an archived board."""
        archived = self._snapshots.latest(board.name)
        if archived is None:
            return False
        seen = self._faces.seen([row.user.id for row in archived.leaderboard])
        kept = tuple(row for row in archived.leaderboard if row.user.id in seen)
        return self._snapshots.publish(archived.model_copy(update={"leaderboard": kept}))
