"""Boards in Redis: one sorted set each, members the 16 bytes of the dancer's id.

The score of a member is a packed one (`idance.domain.board`), which ``ZADD GT`` only ever raises:
writing anything twice, late or out of order changes nothing. Only commands that Redis 6.2 and
Valkey 8 share, each on one key alone, so that any cluster can hold the boards.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from idance.domain.errors import UnavailableError

_PATIENCE: Final = 0.5
"""Seconds: a board is worth less than a quick answer."""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One place on a board: places count from 1, and no two members share one."""

    place: int
    user_id: str
    packed: int


@dataclass(frozen=True, slots=True)
class BoardView:
    """The top of a board, and one dancer's own place on it.

    Attributes
    ----------
    top : tuple of BoardRow
        From the first place down.
    mine : BoardRow, optional
        None if the dancer is not on the board.
    total : int
        Members of the board.
    """

    top: tuple[BoardRow, ...]
    mine: BoardRow | None
    total: int


class BoardStore:
    """All boards of one Redis.

    Every method raises `UnavailableError` (``LEADERBOARD_UNAVAILABLE``) while Redis is away.
    """

    def __init__(self, url: str) -> None:
        self._url = url

    def lift(self, boards: Mapping[str, Mapping[str, int]]) -> int:
        """Raise dancers to packed scores where these are higher; return how many rose.

        Parameters
        ----------
        boards : mapping
            By board, by dancer: one variadic command a board, all in one go.
        """
        with _named(), self._redis.pipeline(transaction=False) as pipe:
            for key, packed in boards.items():
                members = {_member(user_id): score for user_id, score in packed.items()}
                pipe.zadd(key, members, gt=True, ch=True)
            return sum(pipe.execute())

    def view(self, key: str, *, user_id: str, limit: int) -> BoardView:
        """Return the top of a board and where a dancer stands."""
        member = _member(user_id)
        with _named(), self._redis.pipeline(transaction=False) as pipe:
            pipe.zrevrange(key, 0, limit - 1, withscores=True)
            pipe.zcard(key)
            pipe.zrevrank(key, member)
            pipe.zscore(key, member)
            top, total, index, score = pipe.execute()
        rows = tuple(
            BoardRow(place, str(uuid.UUID(bytes=who)), int(packed))
            for place, (who, packed) in enumerate(top, start=1)
        )
        mine = None if index is None or score is None else BoardRow(index + 1, user_id, int(score))
        return BoardView(top=rows, mine=mine, total=total)

    def place_of(self, key: str, *, user_id: str, packed: int) -> tuple[int, int]:
        """Return the place a packed score has or would have, and of how many members with it.

        Exact before the score has landed on the board as well as afterwards.
        """
        member = _member(user_id)
        with _named(), self._redis.pipeline(transaction=False) as pipe:
            pipe.zcount(key, f"({packed}", "+inf")
            pipe.zcard(key)
            pipe.zrevrank(key, member)
            pipe.zscore(key, member)
            above, total, index, score = pipe.execute()
        landed = score is not None
        place = index if landed and int(score) == packed else above
        return place + 1, total + (not landed)

    def size(self, key: str) -> int:
        """Return how many members a board has."""
        with _named():
            return self._redis.zcard(key)

    @cached_property
    def _redis(self) -> Redis:
        return Redis.from_url(
            self._url,
            socket_timeout=_PATIENCE,
            socket_connect_timeout=_PATIENCE,
            # A connection that died while the Lambda was frozen is replaced once, unnoticed.
            retry=Retry(NoBackoff(), 1),
            protocol=2,
        )


@contextmanager
def _named() -> Iterator[None]:
    try:
        yield
    except RedisError as error:
        raise UnavailableError(
            "LEADERBOARD_UNAVAILABLE",
            "The leaderboard is taking a short break. Your score is safe.",
        ) from error


def _member(user_id: str) -> bytes:
    return uuid.UUID(user_id).bytes
