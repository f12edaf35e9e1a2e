"""Boards in the making: a rebuild writes beside the board that people read, then takes its place.

While a rebuild is under way every write to the board goes to both (`idance.store.board_scripts`).
How far it is stands in Redis as well, so that whoever goes on with it begins where it stopped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from idance.domain.board import Board
from idance.store.board_rows import member_of, user_of
from idance.store.board_scripts import FILL, SCRIPTS, SWAP, call, call_with
from idance.store.redis_link import Command, RedisLink

_ROWS: Final = 1000
"""What one command writes: a program may hold up the server no longer than a few milliseconds."""


class Progress(NamedTuple):
    """How many members a rebuild has written, and where it goes on (empty: at the beginning)."""

    members: int
    position: str


class ShadowStore:
    """Rebuilds in one Redis.

    Every method raises `UnavailableError` (``LEADERBOARD_UNAVAILABLE``) while Redis is away, or
    has lost the rebuild meanwhile.
    """

    def __init__(self, url: str) -> None:
        self._redis = RedisLink(url, scripts=SCRIPTS)

    def begin(self, boards: Sequence[Board]) -> None:
        """Begin rebuilds, or go on with those under way."""
        self._redis.ask(*(("HSETNX", _marker(board), "members", 0) for board in boards))

    def progress(self, board: Board) -> Progress:
        """Return how far a rebuild is."""
        ((members, position),) = self._redis.ask(("HMGET", _marker(board), "members", "position"))
        return Progress(int(members or 0), (position or b"").decode())

    def fill(self, board: Board, rows: Sequence[tuple[str, int]], *, position: str) -> list[str]:
        """Write dancers and packed scores; return those that were lowered lately: look them up."""
        skipped = self._redis.stream(_fills(board, rows, position))
        return [user_of(member) for members in skipped for member in members]

    def swap(self, boards: Sequence[tuple[Board, int]]) -> dict[str, int]:
        """Put rebuilt boards, with their seconds to live, in place; return their sizes by name."""
        sizes = self._redis.ask(*(call(SWAP, board.key, ttl) for board, ttl in boards))
        return {board.name: size for (board, _), size in zip(boards, sizes, strict=True)}


def _fills(board: Board, rows: Sequence[tuple[str, int]], position: str) -> Iterator[Command]:
    for begin in range(0, len(rows), _ROWS):
        part = [(packed, member_of(who)) for who, packed in rows[begin : begin + _ROWS]]
        yield call_with(FILL, board.key, "", rows=part)
    # Noted last: what is not noted is done again.
    yield call(FILL, board.key, position)


def _marker(board: Board) -> str:
    return f"{board.key}:rebuild"
