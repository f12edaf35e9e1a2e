"""Who follows a board at this moment, over which connection; forgotten after two hours.

=============================== =============================================================
key                             holds
=============================== =============================================================
``lb:{<board>}:followers``      set of connections, by the second until which they may last
``lb:connection:<id>``          set of the boards that a connection follows
=============================== =============================================================
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from idance.domain.board import Board
from idance.domain.errors import ConflictError
from idance.store.redis_link import RedisLink

MOST_BOARDS: Final = 50
"""A screen shows a few; without a bound one connection could fill Redis."""
_LASTS: Final = timedelta(hours=2)
"""As long as API Gateway lets a connection live."""


class FollowerStore:
    """Followers in one Redis.

    Every method raises `UnavailableError` (``LEADERBOARD_UNAVAILABLE``) while Redis is away.
    """

    def __init__(self, url: str) -> None:
        self._redis = RedisLink(url)

    def add(self, board: Board, connection: str, *, now: datetime) -> None:
        """Note that a connection follows a board.

        Raises
        ------
        ConflictError
            ``TOO_MANY_BOARDS``: it follows `MOST_BOARDS` already.
        """
        (followed,) = self._redis.ask(("SMEMBERS", _followed(connection)))
        if len(followed) >= MOST_BOARDS and board.key.encode() not in followed:
            raise ConflictError(
                "TOO_MANY_BOARDS",
                f"At most {MOST_BOARDS} boards can be followed at once. Unfollow one first.",
            )
        until, lasts = int((now + _LASTS).timestamp()), int(_LASTS.total_seconds())
        self._redis.ask(
            ("ZADD", _key(board.key), until, connection),
            ("EXPIRE", _key(board.key), lasts),
            ("SADD", _followed(connection), board.key),
            ("EXPIRE", _followed(connection), lasts),
        )

    def remove(self, board: Board, connection: str) -> None:
        """Note that a connection follows a board no longer."""
        self._redis.ask(
            ("ZREM", _key(board.key), connection),
            ("SREM", _followed(connection), board.key),
        )

    def forget(self, connection: str) -> None:
        """Note that a connection is gone."""
        (boards,) = self._redis.ask(("SMEMBERS", _followed(connection)))
        left = [("ZREM", _key(board.decode()), connection) for board in boards]
        self._redis.ask(*left, ("DEL", _followed(connection)))

    def of(self, boards: Sequence[Board], *, now: datetime) -> dict[str, list[str]]:
        """Return the connections that follow some boards, by board; those without are left out."""
        since = int(now.timestamp())
        asked = [("ZRANGEBYSCORE", _key(board.key), since, "+inf") for board in boards]
        found = zip(boards, self._redis.ask(*asked), strict=True)
        return {board.name: [one.decode() for one in ids] for board, ids in found if ids}


def _key(board_key: str) -> str:
    return f"{board_key}:followers"


def _followed(connection: str) -> str:
    return f"lb:connection:{connection}"
