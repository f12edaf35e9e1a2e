"""Boards in Redis: one sorted set each, members the 16 bytes of the dancer's id.

The score of a member is a packed one (`idance.domain.board`), which writing only ever raises:
anything twice, late or out of order changes nothing. What falls (a score that was hidden, a dancer
who was banned) is set to its exact value together with the version it is true for, and news that
is no younger is passed over from then on. Every command works on one board: any cluster holds them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from idance.domain.board import Board
from idance.store.board_rows import (
    BoardRow,
    BoardView,
    Lift,
    member_of,
    mine_among,
    rows_of,
    user_of,
    view_of,
)
from idance.store.board_scripts import (
    AFTER,
    AROUND,
    DISTINCT,
    FIX,
    LIFT,
    MINE,
    SCRIPTS,
    SET,
    call,
    call_with,
    look,
)
from idance.store.redis_link import Command, RedisLink

_BANNED: Final = "lb:banned"
_WHOLE: Final = "lb:whole"
_REMEMBER_S: Final = 48 * 3600
"""Streams bring nothing older than a day."""


class BoardStore:
    """All boards of one Redis.

    Every method raises `UnavailableError` (``LEADERBOARD_UNAVAILABLE``) while Redis is away.
    """

    def __init__(self, url: str) -> None:
        self._redis = RedisLink(url, scripts=SCRIPTS)

    def lift(self, writes: Iterable[Lift]) -> dict[str, int]:
        """Raise dancers to packed scores (on exact boards: set them); return how many moved.

        Writes are sent as they come: Redis is at the first while the next is worked out.
        """
        names: list[str] = []

        def commands() -> Iterator[Command]:
            members = _Members()
            for write in writes:
                names.append(write.board.name)
                yield _lift(write, members)

        moved = self._redis.stream(commands())
        return dict(zip(names, moved, strict=True))

    def fix(
        self, board: Board, user_id: str, packed: int | None, *, version: int, ttl: int
    ) -> None:
        """Set a dancer to exactly a packed score (None: off the board), true at a version."""
        score = "" if packed is None else packed
        self._redis.ask(
            call(FIX, board.key, member_of(user_id), score, version, _REMEMBER_S, ttl),
        )

    def view(
        self, board: Board, *, user_id: str, start: int, limit: int, before: Board | None = None
    ) -> BoardView:
        """Return some rows of a board, from a place (counted from 0) on.

        Parameters
        ----------
        before : Board, optional
            Another board to compare the dancer's place with, here and below.
        """
        window = ("ZREVRANGE", board.key, start, start + limit - 1, "WITHSCORES")
        flat, *about = self._redis.ask(window, *_about(board, user_id, before))
        return view_of(rows_of(start, flat), about)

    def after(
        self,
        board: Board,
        row: BoardRow,
        *,
        user_id: str,
        limit: int,
        before: Board | None = None,
    ) -> BoardView:
        """Return the rows after one that was read before, however scores have moved since."""
        window = look(AFTER, board.key, row.packed, member_of(row.user_id), limit)
        (start, flat), *about = self._redis.ask(window, *_about(board, user_id, before))
        return view_of(rows_of(start, flat), about)

    def around(
        self, board: Board, *, user_id: str, radius: int, before: Board | None = None
    ) -> BoardView:
        """Return a dancer's row with so many rows before and after it; none for a stranger."""
        window = look(AROUND, board.key, member_of(user_id), max(1, radius))
        (total, start, flat), *rest = self._redis.ask(window, *_beside(user_id, before))
        rows = rows_of(start, flat)
        mine = mine_among(rows, user_id)
        return view_of(rows if radius else mine[:1], ((total, *mine[1:]), *rest))

    def own(self, board: Board, *, user_id: str, before: Board | None = None) -> BoardView:
        """Return a dancer's own place, without any rows."""
        return view_of((), self._redis.ask(*_about(board, user_id, before)))

    def among(self, board: Board, user_ids: Sequence[str]) -> tuple[dict[str, int], int, bool]:
        """Return the packed scores of some dancers, the board's size, and whether it is whole."""
        scores: Command = ("ZMSCORE", board.key, *map(member_of, user_ids))
        size: Command = ("ZCARD", board.key)
        packed, total, is_whole = self._redis.ask(scores, size, ("EXISTS", _WHOLE))
        return _scored(user_ids, packed), total, bool(is_whole)

    def packed_of(self, board: Board, user_ids: Sequence[str]) -> dict[str, int]:
        """Return the packed scores of those of some dancers that are on a board."""
        if not user_ids:
            return {}
        (scores,) = self._redis.ask(("ZMSCORE", board.key, *map(member_of, user_ids)))
        return _scored(user_ids, scores)

    def places_of(self, board: Board, user_ids: Sequence[str]) -> dict[str, int]:
        """Return the places of those of some dancers that are on a board."""
        asked = (("ZREVRANK", board.key, member_of(user_id)) for user_id in user_ids)
        found = zip(user_ids, self._redis.ask(*asked), strict=True)
        return {user_id: index + 1 for user_id, index in found if index is not None}

    def place_of(self, board: Board, *, user_id: str, packed: int) -> tuple[int, int, bool]:
        """Return the place a packed score has or would have, and of how many members with it.

        The third says whether the board is there and Redis has lost nothing since it was filled.

        Exact before the score has landed on the board as well as afterwards.
        """
        higher = ("ZCOUNT", board.key, f"({packed}", "+inf")
        above, *about = self._redis.ask(higher, *_about(board, user_id, None))
        view = view_of((), about)
        stands = view.is_whole and view.total > 0
        if view.mine is None:
            return above + 1, view.total + 1, stands
        is_it = view.mine.packed == packed
        return view.mine.place if is_it else above + 1, view.total, stands

    def place_now(self, board: Board, user_id: str) -> tuple[int | None, bool]:
        """Return a dancer's place, and whether Redis has lost nothing since it was filled."""
        rank = ("ZREVRANK", board.key, member_of(user_id))
        index, is_whole = self._redis.ask(rank, ("EXISTS", _WHOLE))
        return None if index is None else index + 1, bool(is_whole)

    def count_above(self, board: Board, points: Iterable[float]) -> list[int]:
        """Return for each number of points how many members have more of them."""
        floors = [(round(one * 100) + 1) * board.ticks for one in points]
        return self._redis.ask(*(("ZCOUNT", board.key, floor, "+inf") for floor in floors))

    def distinct_above(self, board: Board, points: float, *, most: int) -> int | None:
        """Return how many different points are higher; None if they are more than so many."""
        hundredths = round(points * 100)
        (seen,) = self._redis.ask(look(DISTINCT, board.key, board.ticks, hundredths, most))
        return None if seen < 0 else int(seen)

    def size(self, board: Board) -> int:
        """Return how many members a board has."""
        return int(self._redis.ask(("ZCARD", board.key))[0])

    def size_now(self, board: Board) -> tuple[int, bool]:
        """Return how many members a board has, and whether Redis has lost nothing."""
        total, is_whole = self._redis.ask(("ZCARD", board.key), ("EXISTS", _WHOLE))
        return total, bool(is_whole)

    def at_places(self, board: Board, places: Sequence[int]) -> list[int]:
        """Return the packed scores at places that exist, counted from 1."""
        asked = [("ZREVRANGE", board.key, one - 1, one - 1, "WITHSCORES") for one in places]
        return [int(flat[1]) for flat in self._redis.ask(*asked) if flat]

    def banned(self, user_ids: Sequence[str]) -> set[str]:
        """Return those of some dancers that stay off every board."""
        if not user_ids:
            return set()
        (flags,) = self._redis.ask(("SMISMEMBER", _BANNED, *map(member_of, user_ids)))
        return {user_id for user_id, flag in zip(user_ids, flags, strict=True) if flag}

    def all_banned(self) -> set[str]:
        """Return all dancers that stay off every board."""
        (members,) = self._redis.ask(("SMEMBERS", _BANNED))
        return set(map(user_of, members))

    def is_whole(self) -> bool:
        """Whether Redis has lost nothing since all boards were filled from DynamoDB."""
        return bool(self._redis.ask(("EXISTS", _WHOLE))[0])

    def set_whole(self) -> None:
        """Note that all boards are filled from DynamoDB; the note is lost with them."""
        self._redis.ask(("SET", _WHOLE, 1))

    def set_banned(self, user_id: str, *, banned: bool) -> None:
        """Keep a dancer off every board from now on, or no longer."""
        self._redis.ask(("SADD" if banned else "SREM", _BANNED, member_of(user_id)))


class _Members(dict[str, bytes]):
    """Dancers' ids as members, each worked out once."""

    def __missing__(self, user_id: str) -> bytes:
        self[user_id] = member = member_of(user_id)
        return member


def _scored(user_ids: Sequence[str], scores: Iterable[bytes | None]) -> dict[str, int]:
    found = zip(user_ids, scores, strict=True)
    return {user_id: int(score) for user_id, score in found if score is not None}


def _lift(write: Lift, members: _Members) -> Command:
    rows = [(packed, members[user_id]) for user_id, (packed, _) in write.members.items()]
    versions = ",".join([str(version) for _, version in write.members.values()])
    key, ttl = write.board.key, write.ttl
    if write.board.is_exact:
        return call_with(SET, key, ttl, versions, _REMEMBER_S, rows=rows)
    return call_with(LIFT, key, ttl, versions, rows=rows)


def _about(board: Board, user_id: str, before: Board | None) -> list[Command]:
    """Return the questions that `view_of` wants answered."""
    return [look(MINE, board.key, member_of(user_id)), *_beside(user_id, before)]


def _beside(user_id: str, before: Board | None) -> list[Command]:
    """Return those of them that are not about the board itself."""
    asked: list[Command] = [("EXISTS", _WHOLE)]
    if before is not None:
        asked += [("ZREVRANK", before.key, member_of(user_id)), ("EXISTS", before.key)]
    return asked
