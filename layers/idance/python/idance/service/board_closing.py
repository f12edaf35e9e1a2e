"""The day is over: how all time stood then, to compare ranks with.

Only who danced on the day before has moved since, so only they are written, and all of it is known
to Redis. Once more changes nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from idance.domain.board import CLOSING, Board, points_name
from idance.domain.challenge_type import ChallengeType, CustomType
from idance.domain.period import Period
from idance.service.board_directory import BoardDirectory
from idance.store.board_rows import BoardRow, Lift
from idance.store.boards import BoardStore
from idance.store.catalogue import Catalogue

_BATCH: Final = 1000
_NOBODY: Final = "00000000-0000-0000-0000-000000000000"
_DAY: Final = timedelta(days=1)


class BoardClosing:
    """Keeps the boards of all time as they stood when the last day ended."""

    def __init__(
        self, boards: BoardStore, directory: BoardDirectory, types: Catalogue[CustomType]
    ) -> None:
        self._boards = boards
        self._directory = directory
        self._types = types

    def roll(self, now: datetime) -> int:
        """Take the day before into account; return how many places were written."""
        kinds = (None, *ChallengeType, *(one.name for one in self._types.all()))
        return sum(self._roll(kind, now) for kind in kinds)

    def _roll(self, kind: str | None, now: datetime) -> int:
        day = self._directory.of_points(points_name(Period.DAILY, now - _DAY, kind))
        written = 0
        while rows := self._boards.view(day, user_id=_NOBODY, start=written, limit=_BATCH).rows:
            self._boards.lift([self._lift(day, rows, kind, now)])
            written += len(rows)
        return written

    def _lift(
        self, day: Board, rows: tuple[BoardRow, ...], kind: str | None, now: datetime
    ) -> Lift:
        today = self._directory.of_points(points_name(Period.DAILY, now, kind))
        alltime = self._directory.of_points(points_name(Period.ALLTIME, now, kind))
        who = [row.user_id for row in rows]
        ever, since = self._boards.packed_of(alltime, who), self._boards.packed_of(today, who)
        members: dict[str, tuple[int, int]] = {}
        for row in rows:
            packed = ever.get(row.user_id)
            if packed is not None and row.user_id in since:
                points = alltime.points(packed) - today.points(since[row.user_id])
                packed = alltime.pack(round(points, 2), day.moment(row.packed))
            if packed is not None:
                members[row.user_id] = (packed, 0)
        return Lift(self._directory.of_points(f"{alltime.name}{CLOSING}"), members, 0)
