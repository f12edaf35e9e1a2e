"""One connection to Redis: several commands a round trip, and a clear word when it is away.

Thinner than the client of the library it stands on: it packs commands and reads replies with
hiredis and leaves TLS, authentication and addresses to the library's connection. Every command we
send may be repeated, so a connection that died in its sleep is replaced once, unnoticed. After a
failure nobody waits for Redis again for a second: a board is worth less than a quick answer.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
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
_PART_BYTES: Final = 16_384

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
        return self.stream(commands)

    def stream(self, commands: Iterable[Command]) -> list[Any]:
        """Send commands while they are being made, and return their replies.

        Redis works on the first of them while the last is not yet written.

        Raises
        ------
        UnavailableError
            As `ask`.
        """
        packed = map(_packed, commands)
        first = next(packed, None)
        if first is None:
            return []
        if self._clock() < self._rests_until:
            raise _away()
        try:
            with self._lock:
                return self._persistent(chain([first], packed))
        except RedisError as error:
            self._rests_until = self._clock() + _REST_S
            raise _away() from error

    def _persistent(self, packed: Iterator[bytes]) -> list[Any]:
        sent: list[bytes] = []
        try:
            return self._exchange(_noted(packed, sent))
        except NoScriptError:
            self._exchange([_packed(("SCRIPT", "LOAD", script)) for script in self._scripts])
        except RedisTimeoutError:
            raise
        except RedisConnectionError:
            self._connection.disconnect()  # type: ignore[no-untyped-call]
        return self._exchange(chain(sent, packed))

    def _exchange(self, packed: Iterable[bytes]) -> list[Any]:
        try:
            count = self._send(packed)
        except RedisError:
            raise
        except BaseException:
            # Whoever makes commands failed: nobody may take these replies for those of the next.
            self._connection.disconnect()  # type: ignore[no-untyped-call]
            raise
        refusals: list[ResponseError] = []
        replies = [self._reply(self._connection, refusals) for _ in range(count)]
        if refusals:
            raise refusals[0]
        return replies

    def _send(self, packed: Iterable[bytes]) -> int:
        """Send commands in parts of some size; return how many they were."""
        part, count = bytearray(), 0
        for command in packed:
            part += command
            count += 1
            if len(part) >= _PART_BYTES:
                self._connection.send_packed_command([bytes(part)])  # type: ignore[no-untyped-call]
                part.clear()
        if part:
            self._connection.send_packed_command([bytes(part)])  # type: ignore[no-untyped-call]
        return count

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


def _packed(command: Command) -> bytes:
    # (its stub means a tuple of any length)
    packed: bytes = hiredis.pack_command(tuple(command))  # type: ignore[arg-type]
    return packed


def _noted(packed: Iterable[bytes], sent: list[bytes]) -> Iterator[bytes]:
    """Pass commands on, and keep them: a connection that died must hear them again."""
    for command in packed:
        sent.append(command)
        yield command


def _away() -> UnavailableError:
    return UnavailableError(
        "LEADERBOARD_UNAVAILABLE",
        "The leaderboard is taking a short break. Your score is safe.",
    )
