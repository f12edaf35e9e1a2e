"""Boards in Redis: one sorted set each, members the 16 bytes of the dancer's id.

The score of a member is a packed one (`idance.domain.board`), which writing only ever raises:
anything twice, late or out of order changes nothing. What falls (a score that was hidden, a dancer
who was banned) is set to its exact value together with the version it is true for, and news that
is no younger is passed over from then on. Every command works on one board: any cluster holds them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from idance.domain.board import Board
from idance.store.board_scripts import (
    AFTER,
    AROUND,
    DISTINCT,
    FIX,
    KEYS,
    LIFT,
    MINE,
    SCRIPTS,
    SET,
    digest,
)
from idance.store.redis_link import Command, RedisLink

_BANNED: Final = "lb:banned"
_WHOLE: Final = "lb:whole"
_REMEMBER_S: Final = 48 * 3600
"""Streams bring nothing older than a day."""


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


@dataclass(frozen=True, slots=True)
class BoardView:
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
    """

    rows: tuple[BoardRow, ...]
    mine: MyRow | None
    total: int
    is_whole: bool


class BoardStore:
    """All boards of one Redis.

    Every method raises `UnavailableError` (``LEADERBOARD_UNAVAILABLE``) while Redis is away.
    """

    def __init__(self, url: str) -> None:
        self._redis = RedisLink(url, scripts=SCRIPTS)

    def lift(self, writes: Sequence[Lift]) -> dict[str, int]:
        """Raise dancers to packed scores (on exact boards: set them); return how many moved."""
        members = {who: member_of(who) for who in {who for one in writes for who in one.members}}
        rose = self._redis.ask(*(_lift(write, members) for write in writes))
        return {write.board.name: count for write, count in zip(writes, rose, strict=True)}

    def fix(
        self, board: Board, user_id: str, packed: int | None, *, version: int, ttl: int
    ) -> None:
        """Set a dancer to exactly a packed score (None: off the board), true at a version."""
        score = "" if packed is None else packed
        self._redis.ask(
            call(FIX, board.key, member_of(user_id), score, version, _REMEMBER_S, ttl),
        )

    def view(self, board: Board, *, user_id: str, start: int, limit: int) -> BoardView:
        """Return some rows of a board, from a place (counted from 0) on."""
        stop = start + limit - 1
        window = ("ZREVRANGE", board.key, start, stop, "WITHSCORES")
        flat, *about = self._redis.ask(window, *_about(board.key, user_id))
        return _view(start, flat, about)

    def after(self, board: Board, row: BoardRow, *, user_id: str, limit: int) -> BoardView:
        """Return the rows after one that was read before, however scores have moved since."""
        window = call(AFTER, board.key, row.packed, member_of(row.user_id), limit)
        (start, flat), *about = self._redis.ask(window, *_about(board.key, user_id))
        return _view(start, flat, about)

    def around(self, board: Board, *, user_id: str, radius: int) -> BoardView:
        """Return a dancer's row with so many rows before and after it; none for a stranger."""
        window = call(AROUND, board.key, member_of(user_id), radius)
        (start, flat), *about = self._redis.ask(window, *_about(board.key, user_id))
        return _view(start, flat, about)

    def packed_of(self, board: Board, user_ids: Sequence[str]) -> dict[str, int]:
        """Return the packed scores of those of some dancers that are on a board."""
        if not user_ids:
            return {}
        (scores,) = self._redis.ask(("ZMSCORE", board.key, *map(member_of, user_ids)))
        found = zip(user_ids, scores, strict=True)
        return {user_id: int(score) for user_id, score in found if score is not None}

    def places_of(self, board: Board, user_ids: Sequence[str]) -> dict[str, int]:
        """Return the places of those of some dancers that are on a board."""
        asked = (("ZREVRANK", board.key, member_of(user_id)) for user_id in user_ids)
        found = zip(user_ids, self._redis.ask(*asked), strict=True)
        return {user_id: index + 1 for user_id, index in found if index is not None}

    def place_of(self, board: Board, *, user_id: str, packed: int) -> tuple[int, int]:
        """Return the place a packed score has or would have, and of how many members with it.

        Exact before the score has landed on the board as well as afterwards.
        """
        above, total, mine, _ = self._redis.ask(
            ("ZCOUNT", board.key, f"({packed}", "+inf"),
            *_about(board.key, user_id),
        )
        landed = mine is not None
        place = mine[0] if landed and int(mine[1]) == packed else above
        return place + 1, total + (not landed)

    def place_then(self, board: Board, user_id: str) -> tuple[int | None, bool]:
        """Return a dancer's place on a board of the past, and whether there is such a board."""
        return self._place_if(board.key, board, user_id)

    def place_now(self, board: Board, user_id: str) -> tuple[int | None, bool]:
        """Return a dancer's place, and whether Redis has lost nothing since it was filled."""
        return self._place_if(_WHOLE, board, user_id)

    def _place_if(self, key: str, board: Board, user_id: str) -> tuple[int | None, bool]:
        rank = ("ZREVRANK", board.key, member_of(user_id))
        index, exists = self._redis.ask(rank, ("EXISTS", key))
        return None if index is None else index + 1, bool(exists)

    def count_above(self, board: Board, points: Iterable[float]) -> list[int]:
        """Return for each number of points how many members have more of them."""
        floors = [(round(one * 100) + 1) * board.ticks for one in points]
        return self._redis.ask(*(("ZCOUNT", board.key, floor, "+inf") for floor in floors))

    def distinct_above(self, board: Board, points: float, *, most: int) -> int | None:
        """Return how many different points are higher; None if they are more than so many."""
        hundredths = round(points * 100)
        (seen,) = self._redis.ask(call(DISTINCT, board.key, board.ticks, hundredths, most))
        return None if seen < 0 else int(seen)

    def size(self, board: Board) -> int:
        """Return how many members a board has."""
        return int(self._redis.ask(("ZCARD", board.key))[0])

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

    def is_whole(self) -> bool:
        """Whether Redis has lost nothing since all boards were filled from DynamoDB."""
        return bool(self._redis.ask(("EXISTS", _WHOLE))[0])

    def set_whole(self) -> None:
        """Note that all boards are filled from DynamoDB; the note is lost with them."""
        self._redis.ask(("SET", _WHOLE, 1))

    def set_banned(self, user_id: str, *, banned: bool) -> None:
        """Keep a dancer off every board from now on, or no longer."""
        self._redis.ask(("SADD" if banned else "SREM", _BANNED, member_of(user_id)))


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


def call(script: str, key: str, *arguments: str | bytes | int) -> Command:
    """Return the command that runs one of our programs on a board."""
    return ("EVALSHA", digest(script), len(KEYS), *(f"{key}{end}" for end in KEYS), *arguments)


def rows_of(start: int, flat: Sequence[bytes]) -> tuple[BoardRow, ...]:
    """Return rows from members and scores in turn; ``start`` counts from 0."""
    places = range(start + 1, start + 1 + len(flat) // 2)
    return tuple(map(BoardRow, places, map(user_of, flat[::2]), map(int, flat[1::2])))


def _lift(write: Lift, members: Mapping[str, bytes]) -> Command:
    arguments: list[str | bytes | int] = [len(write.members), write.ttl]
    for user_id, (packed, _) in write.members.items():
        arguments += (packed, members[user_id])
    arguments += [version for _, version in write.members.values()]
    if write.board.is_exact:
        return call(SET, write.board.key, *arguments, _REMEMBER_S)
    return call(LIFT, write.board.key, *arguments)


def _about(key: str, user_id: str) -> tuple[Command, Command, Command]:
    return ("ZCARD", key), call(MINE, key, member_of(user_id)), ("EXISTS", _WHOLE)


def _view(start: int, flat: Sequence[bytes], about: Sequence[Any]) -> BoardView:
    total, mine, is_whole = about
    rows = rows_of(start, flat)
    return BoardView(rows=rows, mine=_mine(mine), total=total, is_whole=bool(is_whole))


def _mine(reply: Sequence[Any] | None) -> MyRow | None:
    if reply is None:
        return None
    place, packed, *above = reply
    return MyRow(place + 1, int(packed), int(above[0]) if above else None)
