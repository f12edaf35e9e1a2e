"""One connection to Redis: several commands a round trip, and a clear word when it is away.

Every command we send may be repeated, so a connection that died in its sleep is replaced once,
unnoticed. After a failure nobody waits for Redis again for a moment: a board, or a count of
requests, is worth less than a quick answer.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from threading import Lock
from typing import Any

from idance.domain.errors import UnavailableError
from idance.store.redis_wire import (
    Command,
    RedisError,
    RedisGoneError,
    RedisRefusedError,
    RedisWire,
    packed,
)

__all__ = ["Command", "RedisLink"]


class RedisLink:
    """A connection made when it is first needed.

    Parameters
    ----------
    url : str
        ``redis://…``, or ``rediss://…`` for TLS.
    scripts : sequence of str
        Lua programs that commands call by their digest; loaded when Redis does not know one.
    patience_s : float
        How long to wait for Redis.
    rest_s : float
        For how long nobody waits again after a failure.
    clock : callable
        Seconds that only rise.
    """

    def __init__(
        self,
        url: str,
        *,
        scripts: Sequence[str] = (),
        patience_s: float = 0.5,
        rest_s: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wire = RedisWire(url, patience_s=patience_s)
        self._scripts = scripts
        self._rest_s = rest_s
        self._clock = clock
        self._lock = Lock()
        self._rests_until = float("-inf")

    def ask(self, *commands: Command) -> list[Any]:
        """Send commands in one go and return their replies, as RESP 2 has them.

        Raises
        ------
        UnavailableError
            ``LEADERBOARD_UNAVAILABLE`` if Redis is away, too slow, or refuses a command.
        """
        return self._told([packed(command) for command in commands]) if commands else []

    def stream(self, commands: Iterable[Command]) -> list[Any]:
        """Send commands while they are being made, and return their replies.

        Redis works on the first of them while the last is not yet written.

        Raises
        ------
        UnavailableError
            As `ask`.
        """
        coming = map(packed, commands)
        first = next(coming, None)
        return [] if first is None else self._told(_Kept(chain([first], coming)))

    def _told(self, commands: Iterable[bytes]) -> list[Any]:
        if self._clock() < self._rests_until:
            raise _away()
        try:
            with self._lock:
                return self._persistent(commands)
        except RedisError as error:
            self._rests_until = self._clock() + self._rest_s
            raise _away() from error

    def _persistent(self, commands: Iterable[bytes]) -> list[Any]:
        try:
            return self._wire.exchange(commands)
        except RedisRefusedError as refusal:
            if not refusal.knows_no_script:
                raise
            self._wire.exchange([packed(("SCRIPT", "LOAD", script)) for script in self._scripts])
        except RedisGoneError:
            pass  # The next exchange makes a new connection.
        return self._wire.exchange(commands)


class _Kept:
    """Commands as they come, kept once they were sent: the next connection hears them again."""

    def __init__(self, coming: Iterator[bytes]) -> None:
        self._coming = coming
        self._sent: list[bytes] = []

    def __iter__(self) -> Iterator[bytes]:
        yield from self._sent
        for command in self._coming:
            self._sent.append(command)
            yield command


def _away() -> UnavailableError:
    return UnavailableError(
        "LEADERBOARD_UNAVAILABLE",
        "The leaderboard is taking a short break. Your score is safe.",
    )
