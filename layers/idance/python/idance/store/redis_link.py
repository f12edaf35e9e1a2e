"""One connection to Redis: several commands a round trip, and a clear word when it is away.

Thinner than the client of the library it stands on: it packs commands and reads replies with
hiredis and leaves TLS, authentication and addresses to the library's connection. Every command we
send may be repeated, so a connection that died in its sleep is replaced once, unnoticed. After a
failure nobody waits for Redis again for a second: a board is worth less than a quick answer.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import cached_property
from threading import Lock
from typing import Any, Final

import hiredis
from redis.connection import ConnectionInterface, ConnectionPool
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import NoScriptError, RedisError, ResponseError
from redis.exceptions import TimeoutError as RedisTimeoutError

from idance.domain.errors import UnavailableError

_PATIENCE_S: Final = 0.5
_REST_S: Final = 1.0

Command = Sequence[str | bytes | int]


class RedisLink:
    """A connection made when it is first needed.

    Parameters
    ----------
    url : str
        ``redis://…``, or ``rediss://…`` for TLS.
    scripts : sequence of str
        Lua programs that commands call by their digest; loaded when Redis does not know one.
    clock : callable
        Seconds that only rise.
    """

    def __init__(
        self,
        url: str,
        *,
        scripts: Sequence[str] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url = url
        self._scripts = scripts
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
        if not commands:
            return []
        if self._clock() < self._rests_until:
            raise _away()
        try:
            with self._lock:
                return self._persistent(commands)
        except RedisError as error:
            self._rests_until = self._clock() + _REST_S
            raise _away() from error

    def _persistent(self, commands: Sequence[Command]) -> list[Any]:
        try:
            return self._exchange(commands)
        except NoScriptError:
            self._exchange([("SCRIPT", "LOAD", script) for script in self._scripts])
        except RedisTimeoutError:
            raise
        except RedisConnectionError:
            self._connection.disconnect()  # type: ignore[no-untyped-call]
        return self._exchange(commands)

    def _exchange(self, commands: Sequence[Command]) -> list[Any]:
        connection = self._connection
        # (its stub means a tuple of any length)
        packed = [hiredis.pack_command(tuple(one)) for one in commands]  # type: ignore[arg-type]
        connection.send_packed_command([b"".join(packed)])  # type: ignore[no-untyped-call]
        refusals: list[ResponseError] = []
        replies = [self._reply(connection, refusals) for _ in commands]
        if refusals:
            raise refusals[0]
        return replies

    def _reply(self, connection: ConnectionInterface, refusals: list[ResponseError]) -> Any:  # noqa: ANN401 (RESP is any of its types)
        """Return a reply; a refused command must not leave those after it unread."""
        try:
            return connection.read_response()
        except ResponseError as refusal:
            refusals.append(refusal)
            return None

    @cached_property
    def _connection(self) -> ConnectionInterface:
        pool = ConnectionPool.from_url(
            self._url,
            socket_timeout=_PATIENCE_S,
            socket_connect_timeout=_PATIENCE_S,
            protocol=2,
        )
        return pool.make_connection()


def _away() -> UnavailableError:
    return UnavailableError(
        "LEADERBOARD_UNAVAILABLE",
        "The leaderboard is taking a short break. Your score is safe.",
    )
