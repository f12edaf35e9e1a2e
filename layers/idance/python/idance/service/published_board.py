"""Pages of a board as it was last published: while Redis is away, of the archive, of one level."""

from __future__ import annotations

from collections.abc import Sequence

from idance.domain.board import Board
from idance.domain.ranking import (
    Cursor,
    LeaderboardEntry,
    LeaderboardPage,
    Position,
    Reading,
    View,
    parse_cursor,
    ranks_of,
)
from idance.domain.snapshot import BoardSnapshot, SnapshotRow


def page_of(  # noqa: PLR0913 (whose page of what, all by name)
    board: Board,
    snapshot: BoardSnapshot,
    *,
    user_id: str,
    packed: int | None,
    friends: Sequence[str] = (),
    reading: Reading,
) -> LeaderboardPage:
    """Return a page of a published board.

    Parameters
    ----------
    user_id, packed : str, int
        Who asks, and their packed score by DynamoDB, if they have one.
    friends : sequence of str
        Whom they follow, for the view of friends: those among the published are shown.
    """
    rows = _chosen(snapshot, user_id=user_id, friends=friends, reading=reading)
    start = _start(rows, user_id=user_id, reading=reading)
    ranks = ranks_of([(row.rank, row.score) for row in rows], reading.ranking, first=1)
    lines = list(zip(ranks, rows, strict=True))[start : start + reading.limit]
    is_part = len(rows) < len(snapshot.leaderboard)
    more = start + reading.limit < len(rows)
    return LeaderboardPage(
        board=board.name,
        entries=tuple(
            LeaderboardEntry(rank=rank, user=row.user, score=row.score, badge=row.badge)
            for rank, row in lines
        ),
        mine=_position(board, snapshot, packed),
        total=len(rows) if is_part else snapshot.total_count,
        page=start // reading.limit + 1,
        limit=reading.limit,
        next_cursor=_cursor(lines[-1][1]) if more else None,
        approximate=not snapshot.closed,
        as_of=snapshot.as_of,
    )


def _chosen(
    snapshot: BoardSnapshot, *, user_id: str, friends: Sequence[str], reading: Reading
) -> list[SnapshotRow]:
    circle = {*friends, user_id}
    return [
        row
        for row in snapshot.leaderboard
        if (reading.level is None or row.user.level == reading.level)
        and (reading.view is not View.FRIENDS or row.user.id in circle)
    ]


def _start(rows: Sequence[SnapshotRow], *, user_id: str, reading: Reading) -> int:
    """Return the index of the first row of the page."""
    if reading.view is View.AROUND:
        mine = next((n for n, row in enumerate(rows) if row.user.id == user_id), None)
        return len(rows) if mine is None else max(0, mine - reading.limit // 2)
    if reading.cursor:
        last = parse_cursor(reading.cursor)
        held = (last.packed, last.user_id)
        return sum((row.packed, row.user.id) >= held for row in rows)
    return (reading.page - 1) * reading.limit


def _position(board: Board, snapshot: BoardSnapshot, packed: int | None) -> Position | None:
    if packed is None:
        return None
    rank = snapshot.place_of(packed)
    return Position(rank=rank, of=max(rank, snapshot.total_count), score=board.points(packed))


def _cursor(row: SnapshotRow) -> str:
    return Cursor(packed=row.packed, user_id=row.user.id).text
