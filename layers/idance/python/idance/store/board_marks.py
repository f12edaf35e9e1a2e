"""What remains to be done for boards: publish those that changed, close those whose time is over.

============== ==================================================================
key            holds
============== ==================================================================
``lb:changed`` set of boards that changed since they were published last
``lb:closing`` set of boards to be closed, by the second at which they may be
============== ==================================================================
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from idance.domain.board import Board
from idance.store.redis_link import RedisLink

_CHANGED: Final = "lb:changed"
_CLOSING: Final = "lb:closing"


class BoardMarks:
    """Notes about boards in one Redis.

    Every method raises `UnavailableError` (``LEADERBOARD_UNAVAILABLE``) while Redis is away.
    """

    def __init__(self, url: str) -> None:
        self._redis = RedisLink(url)

    def changed(self, boards: Iterable[Board]) -> None:
        """Note that boards have changed."""
        commands: list[tuple[str | int, ...]] = []
        for board in boards:
            commands.append(("SADD", _CHANGED, board.name))
            if board.closes_at:
                at = int(board.closes_at.timestamp())
                commands.append(("ZADD", _CLOSING, "NX", at, board.name))
        self._redis.ask(*commands)

    def take_changed(self, most: int) -> list[str]:
        """Return some boards that changed, and forget that they did."""
        (names,) = self._redis.ask(("SPOP", _CHANGED, most))
        return [name.decode() for name in names]

    def over(self, before: datetime) -> list[str]:
        """Return the boards whose time was over before a moment, and that are not closed yet."""
        limit = int(before.timestamp())
        (names,) = self._redis.ask(("ZRANGEBYSCORE", _CLOSING, "-inf", limit))
        return [name.decode() for name in names]

    def closed(self, board: Board) -> None:
        """Note that a board is closed."""
        self._redis.ask(("ZREM", _CLOSING, board.name))
