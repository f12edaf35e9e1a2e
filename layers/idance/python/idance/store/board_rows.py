"""What is read from boards and written to them, and how Redis spells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from idance.domain.board import Board


class BoardRow(NamedTuple):
    """One place on a board: places count from 1, and no two members share one."""

    place: int
    user_id: str
    packed: int


class MyRow(NamedTuple):
    """A dancer's own place, and the packed score of the place above it (None on the first)."""

    place: int
    packed: int
    above: int | None


class Then(NamedTuple):
    """A dancer's place on a board of the past, and whether there is such a board."""

    place: int | None
    is_known: bool


class BoardView(NamedTuple):
    """Some rows of a board, and one dancer's own place on it.

    Attributes
    ----------
    rows : tuple of BoardRow
        From the higher to the lower.
    mine : MyRow, optional
        None if the dancer is not on the board.
    total : int
        Members of the board.
    is_whole : bool
        False if Redis may have lost something since it was filled from DynamoDB.
    then : Then
        The dancer's place on another board to compare with, if one was named.
    """

    rows: tuple[BoardRow, ...]
    mine: MyRow | None
    total: int
    is_whole: bool
    then: Then


class Lift(NamedTuple):
    """News for one board: by dancer a packed score and the version it is true for.

    ``ttl`` are the seconds a board lives that does not exist yet; 0: for ever.
    """

    board: Board
    members: Mapping[str, tuple[int, int]]
    ttl: int


def member_of(user_id: str) -> bytes:
    """Return the 16 bytes of a dancer's id."""
    return bytes.fromhex(user_id.replace("-", ""))


def user_of(member: bytes) -> str:
    """Return the dancer's id behind 16 bytes, as `uuid` spells it, in a fifth of the time."""
    text = member.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def rows_of(start: int, flat: Sequence[bytes]) -> tuple[BoardRow, ...]:
    """Return rows from members and scores in turn; ``start`` counts from 0."""
    places = range(start + 1, start + 1 + len(flat) // 2)
    return tuple(map(BoardRow, places, map(user_of, flat[::2]), map(int, flat[1::2])))


def view_of(rows: tuple[BoardRow, ...], about: Sequence[Any]) -> BoardView:
    """Return a view from its rows and what `MINE` and questions after other boards brought."""
    (total, *mine), is_whole, *then = about
    before, is_known = then or (None, False)
    return BoardView(
        rows=rows,
        mine=_mine(*mine) if mine else None,
        total=total,
        is_whole=bool(is_whole),
        then=Then(None if before is None else before + 1, bool(is_known)),
    )


def mine_among(rows: Sequence[BoardRow], user_id: str) -> tuple[Any, ...]:
    """Return a dancer's row and what `MINE` says of it, by rows that have the one above as well."""
    for index, row in enumerate(rows):
        if row.user_id == user_id:
            above = [one.packed for one in rows[:index]][-1:]
            return (row, row.place - 1, row.packed, *above)
    return ()


def _mine(place: int, packed: bytes, above: bytes | None = None) -> MyRow:
    return MyRow(place + 1, int(packed), None if above is None else int(above))
