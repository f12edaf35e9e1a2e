"""Pages of a board as it stands in Redis: one round trip each, and names for the lines.

Lines are everybody's, so a process may keep them for a moment (the API for a second): a page costs
a dancer's own place alone then, which is of this moment each time. Lines that it contradicts, since
it has moved after they were read, are read anew: nobody sees themselves twice or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from idance.domain.board import Board
from idance.domain.errors import InvalidError
from idance.domain.follow import MOST_FOLLOWED
from idance.domain.ranking import (
    Cursor,
    LeaderboardEntry,
    LeaderboardPage,
    Position,
    RankChange,
    Ranking,
    Reading,
    View,
    parse_cursor,
    rank_change,
    ranks_of,
)
from idance.service.board_faces import BoardFaces
from idance.store.board_rows import BoardRow, BoardView, MyRow
from idance.store.boards import BoardStore
from idance.store.follows import FollowStore
from idance.store.recent import Recent

_DENSE_REACH: Final = 1000


@dataclass(frozen=True)
class _Lines:
    """Rows of a board, and what is made of them: once, however often these lines are shown."""

    rows: Sequence[BoardRow]
    entries: tuple[LeaderboardEntry, ...]

    @cached_property
    def dancers(self) -> frozenset[str]:
        """Who is on these lines."""
        return frozenset(row.user_id for row in self.rows)

    @cached_property
    def end(self) -> str:
        """The cursor of the last line."""
        last = self.rows[-1]
        return Cursor(packed=last.packed, user_id=last.user_id).text

    def agree(self, user_id: str, view: BoardView) -> bool:
        """Whether a dancer's own place, which is newer, contradicts nothing here."""
        first, last = self.rows[0].place, self.rows[-1].place
        mine = view.mine
        if last > view.total:
            return False
        if mine and first <= mine.place <= last:
            return self.rows[mine.place - first] == (mine.place, user_id, mine.packed)
        return user_id not in self.dancers


class LiveBoards:
    """Reads boards.

    Everything raises `UnavailableError` (``LEADERBOARD_UNAVAILABLE``) while Redis is away.

    Parameters
    ----------
    kept : Recent, optional
        What keeps lines for a moment; without it they are read each time.
    """

    def __init__(
        self,
        store: BoardStore,
        *,
        faces: BoardFaces,
        follows: FollowStore,
        kept: Recent | None = None,
    ) -> None:
        self.store = store
        self._kept = kept or Recent(0)
        self._faces = faces
        self._follows = follows

    def page(
        self, board: Board, before: Board | None, *, user_id: str, reading: Reading
    ) -> tuple[LeaderboardPage, bool]:
        """Return a page, and whether the board is there and Redis has lost nothing of it.

        Parameters
        ----------
        before : Board, optional
            What to compare the dancer's rank with.

        Raises
        ------
        InvalidError
            ``INVALID_CURSOR``, ``RANKING_TOO_DEEP``.
        """
        if reading.view is View.FRIENDS:
            return self._friends(board, user_id=user_id, reading=reading)
        lines, view = self._read(board, before, user_id=user_id, reading=reading)
        mine = self._mine(board, view, reading.ranking)
        page = _page(board, lines, total=view.total, mine=mine, reading=reading)
        return page, view.is_whole and view.total > 0

    def circle(self, user_id: str) -> list[str]:
        """Return a dancer and whom they follow."""
        return [*self._follows.following(user_id, most=MOST_FOLLOWED), user_id]

    def _read(
        self, board: Board, before: Board | None, *, user_id: str, reading: Reading
    ) -> tuple[_Lines, BoardView]:
        key = (board.name, reading.cursor or reading.page, reading.limit, reading.ranking)
        if reading.view is not View.AROUND and (lines := self._kept.find(key)):
            view = self.store.own(board, user_id=user_id, before=before)
            if lines.agree(user_id, view):
                return lines, view
        view = self._view(board, before, user_id=user_id, reading=reading)
        lines = self._lines(board, view.rows, self._ranks(board, view.rows, reading.ranking))
        if view.rows and reading.view is not View.AROUND:
            self._kept.keep(key, lines)
        return lines, view

    def _view(
        self, board: Board, before: Board | None, *, user_id: str, reading: Reading
    ) -> BoardView:
        if reading.view is View.AROUND:
            radius = reading.limit // 2
            return self.store.around(board, user_id=user_id, radius=radius, before=before)
        if reading.cursor:
            last = parse_cursor(reading.cursor)
            row = BoardRow(0, last.user_id, last.packed)
            return self.store.after(board, row, user_id=user_id, limit=reading.limit, before=before)
        start = (reading.page - 1) * reading.limit
        return self.store.view(
            board, user_id=user_id, start=start, limit=reading.limit, before=before
        )

    def _friends(
        self, board: Board, *, user_id: str, reading: Reading
    ) -> tuple[LeaderboardPage, bool]:
        """Return the board of a dancer and those they follow; ranks are among these."""
        packed, size, is_whole = self.store.among(board, self.circle(user_id))
        order = sorted(packed, key=lambda who: (packed[who], who), reverse=True)
        rows = [BoardRow(place, who, packed[who]) for place, who in enumerate(order, start=1)]
        ranks = ranks_of(_scores(board, rows), reading.ranking, first=1)
        mine = order.index(user_id) if user_id in packed else None
        position = None
        if mine is not None:
            above = rows[mine - 1].packed if mine else None
            my_row = MyRow(mine + 1, packed[user_id], above)
            position = _position(board, my_row, ranks[mine], len(rows), RankChange())
        start = (reading.page - 1) * reading.limit
        page = slice(start, start + reading.limit)
        lines = self._lines(board, rows[page], ranks[page])
        friends = _page(board, lines, total=len(rows), mine=position, reading=reading)
        return friends, is_whole and size > 0

    def _mine(self, board: Board, view: BoardView, ranking: Ranking) -> Position | None:
        if view.mine is None:
            return None
        place, is_known = view.then
        change = rank_change(view.mine.place, place, is_known=is_known)
        rank = self._rank(board, view.mine, ranking)
        return _position(board, view.mine, rank, view.total, change)

    def _ranks(self, board: Board, rows: Sequence[BoardRow], ranking: Ranking) -> list[int]:
        if ranking is Ranking.ORDINAL or not rows:
            return [row.place for row in rows]
        first = self._rank(board, rows[0], ranking)
        return ranks_of(_scores(board, rows), ranking, first=first)

    def _rank(self, board: Board, row: BoardRow | MyRow, ranking: Ranking) -> int:
        if ranking is Ranking.ORDINAL:
            return row.place
        points = board.points(row.packed)
        if ranking is Ranking.COMPETITION:
            return self.store.count_above(board, [points])[0] + 1
        above = self.store.distinct_above(board, points, most=_DENSE_REACH)
        if above is None:
            raise InvalidError(
                "RANKING_TOO_DEEP",
                f"Dense ranks count down to {_DENSE_REACH}: ask for another ranking.",
                field="ranking",
            )
        return above + 1

    def _lines(self, board: Board, rows: Sequence[BoardRow], ranks: Sequence[int]) -> _Lines:
        return _Lines(rows, self._faces.entries(board, rows, ranks))


def _page(
    board: Board, lines: _Lines, *, total: int, mine: Position | None, reading: Reading
) -> LeaderboardPage:
    rows = lines.rows
    goes_on = bool(rows) and rows[-1].place < total
    return LeaderboardPage(
        board=board.name,
        entries=lines.entries,
        mine=mine,
        total=total,
        page=(rows[0].place - 1) // reading.limit + 1 if rows else reading.page,
        limit=reading.limit,
        next_cursor=lines.end if goes_on else None,
    )


def _position(board: Board, mine: MyRow, rank: int, total: int, change: RankChange) -> Position:
    hundredths, to_next = mine.packed // board.ticks, None
    if mine.above is not None:
        # One who is ahead by time alone is passed by a hundredth.
        to_next = max(mine.above // board.ticks - hundredths, 1) / 100
    return Position(rank, total, hundredths / 100, change, to_next)


def _scores(board: Board, rows: Sequence[BoardRow]) -> list[tuple[int, float]]:
    return [(row.place, board.points(row.packed)) for row in rows]
