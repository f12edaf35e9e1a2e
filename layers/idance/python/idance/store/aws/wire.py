"""Kept connections to one address: a request in, an answer out, TLS in the cloud.

HTTP/1.1 as far as AWS's JSON needs it: a ``POST /`` in one piece, an answer with its length or in
chunks. `http.client` would spend more time on the headers than everything else in a call together.
"""

from __future__ import annotations

import os
import select
import socket
import ssl
import time
import weakref
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import BinaryIO, Final, NamedTuple
from urllib.parse import urlsplit

from idance.store.aws.errors import UnreachableError

_IDLE_S: Final = 60.0
"""A connection that was idle for longer may have been given up by somebody on the way."""
_FRESH_S: Final = 1.0
"""One that was used so lately is not looked at first: if it is dead after all, it is replaced."""
_LONGEST_LINE: Final = 65_536
_END: Final = (b"\r\n", b"\n")


class Answer(NamedTuple):
    """What came back."""

    status: int
    body: bytes


class Connection:
    """A connection to one address, for one thread at a time."""

    def __init__(self, opened: socket.socket) -> None:
        self._socket = opened
        self._stream: BinaryIO = opened.makefile("rb")
        self.is_kept = True

    def exchange(self, request: bytes) -> Answer:
        """Send a request and return its answer; afterwards ``is_kept`` says if there may be more.

        Raises
        ------
        OSError, ValueError
            If the connection ends early, is silent for too long, or does not speak HTTP.
        """
        self.is_kept = False
        self._socket.sendall(request)
        version, _, told = self._line().partition(b" ")
        headers = dict(self._headers())
        answer = Answer(int(told[:3]), self._body(headers))
        self.is_kept = version == b"HTTP/1.1" and headers.get(b"connection") != b"close"
        return answer

    def has_news(self) -> bool:
        """Whether there is something to read while nothing is asked: that can only be the end."""
        poll = select.poll()
        poll.register(self._socket, select.POLLIN)
        return bool(poll.poll(0))

    def close(self) -> None:
        """Give the connection up."""
        self._stream.close()
        self._socket.close()

    def _headers(self) -> Iterator[tuple[bytes, bytes]]:
        while (line := self._line()) not in _END:
            name, _, value = line.partition(b":")
            yield name.lower(), value.strip().lower()

    def _body(self, headers: Mapping[bytes, bytes]) -> bytes:
        if headers.get(b"transfer-encoding") != b"chunked":
            return self._read(int(headers.get(b"content-length", b"0")))
        chunks = []
        while size := int(self._line().partition(b";")[0], 16):
            chunks.append(self._read(size))
            self._line()
        while self._line() not in _END:
            pass
        return b"".join(chunks)

    def _read(self, size: int) -> bytes:
        body = self._stream.read(size)
        if len(body) < size:
            raise ConnectionResetError("half an answer")
        return body

    def _line(self) -> bytes:
        line = self._stream.readline(_LONGEST_LINE)
        if not line.endswith(b"\n"):
            raise ConnectionResetError("closed by the other side")
        return line


class Wire:
    """Connections to one address, each used by one thread at a time and kept for the next.

    Parameters
    ----------
    url : str
        ``https://…`` or ``http://…``, without a path.
    connect_s, read_s : float
        How long to wait for a connection, and for each part of an answer.
    clock : callable
        Seconds that only rise.
    """

    def __init__(
        self,
        url: str,
        *,
        connect_s: float,
        read_s: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._address = urlsplit(url)
        self._connect_s = connect_s
        self._read_s = read_s
        self._clock = clock
        self._idle: deque[tuple[float, Connection]] = deque()
        weakref.finalize(self, _close, self._idle)

    @property
    def host(self) -> str:
        """What the header ``host`` says."""
        return self._address.netloc

    def post(self, headers: Mapping[str, str], body: bytes) -> Answer:
        """Send a request, again where a kept connection turns out to be dead.

        Raises
        ------
        UnreachableError
            If no answer came.
        """
        lines = [f"{name}: {value}\r\n" for name, value in headers.items()]
        head = f"POST / HTTP/1.1\r\n{''.join(lines)}content-length: {len(body)}\r\n\r\n"
        request = head.encode("latin-1") + body
        while connection := self._kept():
            try:
                return self._exchange(connection, request)
            except TimeoutError as error:
                raise UnreachableError(f"{self.host}: no answer in time") from error
            except (OSError, ValueError):
                continue  # It died in its sleep: the others may have, too.
        try:
            return self._exchange(self._fresh(), request)
        except (OSError, ValueError) as error:
            raise UnreachableError(f"{self.host}: {error!r}") from error

    def _exchange(self, connection: Connection, request: bytes) -> Answer:
        try:
            return connection.exchange(request)
        finally:
            if connection.is_kept:
                self._idle.append((self._clock(), connection))
            else:
                connection.close()

    def _kept(self) -> Connection | None:
        while self._idle:
            try:
                since, connection = self._idle.pop()
            except IndexError:  # another thread was faster
                return None
            idle_s = self._clock() - since
            if idle_s < _FRESH_S or (idle_s < _IDLE_S and not connection.has_news()):
                return connection
            connection.close()
        return None

    def _fresh(self) -> Connection:
        is_private = self._address.scheme == "https"
        host, port = self._address.hostname or "", self._address.port
        opened = socket.create_connection(
            (host, port or (443 if is_private else 80)), self._connect_s
        )
        try:
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            private = _trust().wrap_socket(opened, server_hostname=host) if is_private else opened
        except BaseException:
            opened.close()
            raise
        private.settimeout(self._read_s)
        return Connection(private)


def _close(idle: deque[tuple[float, Connection]]) -> None:
    for _, connection in idle:
        connection.close()


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=os.environ.get("AWS_CA_BUNDLE"))
