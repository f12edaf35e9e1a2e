"""A connection to Redis: packed commands out, replies in, as RESP 2 has them.

hiredis packs and parses; what is left is a socket, TLS and a password, for which redis-py would be
imported, with its asynchronous half, for longer than the rest of a function of the API.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterable, Sequence
from typing import Any, Final
from urllib.parse import unquote, urlsplit
from weakref import finalize

import hiredis

Words = Sequence[str | bytes | int]
Command = Words | bytes
"""Its words; or, where these are very many, the command as it is sent (`packed_with`)."""
_CHUNK: Final = 65_536
_PART_BYTES: Final = 16_384
_PORT: Final = 6379
_END: Final = b"\r\n"


class RedisError(Exception):
    """Redis was asked in vain."""


class RedisGoneError(RedisError):
    """There is no connection, or none any more."""


class RedisSilentError(RedisError):
    """No reply came in time."""


class RedisRefusedError(RedisError):
    """Redis understood a command and refuses it."""

    @property
    def knows_no_script(self) -> bool:
        """Whether a script's digest is unknown: to be loaded first."""
        return str(self).startswith("NOSCRIPT")


class RedisWire:
    """A connection made when it is first needed, for one thread at a time.

    Parameters
    ----------
    url : str
        ``redis://user:password@host:port/database``, or ``rediss://…`` for TLS.
    patience_s : float
        How long to wait for a connection, and for each part of a reply.
    """

    def __init__(self, url: str, *, patience_s: float) -> None:
        self._url = urlsplit(url)
        self._patience_s = patience_s
        self._socket: socket.socket | None = None
        self._closing: finalize[..., RedisWire] | None = None
        self._reader = hiredis.Reader()

    def exchange(self, commands: Iterable[bytes]) -> list[Any]:
        """Send packed commands, while they are being made, and return their replies.

        A reply that is an error is raised after all have been read: the connection stays usable.

        Raises
        ------
        RedisRefusedError
            If Redis refuses one of them (the first such is raised).
        RedisGoneError, RedisSilentError
            After which the next exchange begins with a new connection.
        """
        try:
            return self._replies(self._connected(), commands)
        except RedisRefusedError:
            raise
        except TimeoutError as error:
            self.close()
            raise RedisSilentError(f"{self._url.hostname}: no reply in time") from error
        except (OSError, hiredis.ProtocolError) as error:
            self.close()
            raise RedisGoneError(f"{self._url.hostname}: {error!r}") from error
        except BaseException:
            # Whoever makes commands failed: nobody may take these replies for those of the next.
            self.close()
            raise

    def close(self) -> None:
        """Give the connection up; that happens by itself when nobody knows it any more."""
        if self._closing is not None:
            self._closing()
        self._socket = self._closing = None

    def _connected(self) -> socket.socket:
        if self._socket is None:
            self._reader = hiredis.Reader()
            opened = self._opened()
            try:
                self._replies(opened, map(packed, self._greeting()))
            except BaseException:
                opened.close()
                raise
            # Not by `__del__`: in a circle of things the socket may be collected before us.
            self._socket, self._closing = opened, finalize(self, opened.close)
        return self._socket

    def _opened(self) -> socket.socket:
        host = self._url.hostname or "localhost"
        opened = socket.create_connection((host, self._url.port or _PORT), self._patience_s)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        if self._url.scheme != "rediss":
            return opened
        try:
            return ssl.create_default_context().wrap_socket(opened, server_hostname=host)
        except BaseException:
            opened.close()
            raise

    def _greeting(self) -> list[Command]:
        commands: list[Command] = []
        if self._url.password:
            names = [unquote(self._url.username)] if self._url.username else []
            commands.append(("AUTH", *names, unquote(self._url.password)))
        database = self._url.path.lstrip("/")
        if database not in {"", "0"}:
            commands.append(("SELECT", database))
        return commands

    def _replies(self, opened: socket.socket, commands: Iterable[bytes]) -> list[Any]:
        count = _send(opened, commands)
        replies = [self._reply(opened) for _ in range(count)]
        for reply in replies:
            if isinstance(reply, hiredis.ReplyError):
                raise RedisRefusedError(str(reply))
        return replies

    def _reply(self, opened: socket.socket) -> Any:  # noqa: ANN401 (RESP is any of its types)
        while (reply := self._reader.gets()) is False:
            received = opened.recv(_CHUNK)
            if not received:
                raise ConnectionResetError("closed by Redis")
            self._reader.feed(received)
        return reply


def packed(command: Command) -> bytes:
    """Return a command as it is sent."""
    if isinstance(command, bytes):
        return command
    # (its stub means a tuple of any length)
    told: bytes = hiredis.pack_command(tuple(command))  # type: ignore[arg-type]
    return told


def packed_with(command: Words, more: Iterable[bytes], *, words: int) -> bytes:
    """Return a command as it is sent, with so many more words that are written out already."""
    count, _, rest = packed(command).partition(_END)
    return b"".join((b"*%d\r\n" % (int(count[1:]) + words), rest, *more))


def _send(opened: socket.socket, commands: Iterable[bytes]) -> int:
    """Send commands in parts of some size; return how many they were."""
    part, count = bytearray(), 0
    for command in commands:
        part += command
        count += 1
        if len(part) >= _PART_BYTES:
            opened.sendall(part)
            part.clear()
    if part:
        opened.sendall(part)
    return count
