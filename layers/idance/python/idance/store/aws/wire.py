"""Kept connections to one address: a request in, an answer out, TLS in the cloud."""

from __future__ import annotations

import os
import select
import ssl
import time
import weakref
from collections import deque
from collections.abc import Callable, Mapping
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from idance.store.aws.errors import UnreachableError

_IDLE_S: Final = 60.0
"""A connection that was idle for longer may have been given up by somebody on the way."""


class Answer(NamedTuple):
    """What came back."""

    status: int
    body: bytes


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
        self._idle: deque[tuple[float, HTTPConnection]] = deque()
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
        while connection := self._kept():
            try:
                return self._exchange(connection, headers, body)
            except TimeoutError as error:
                raise UnreachableError(f"{self.host}: no answer in time") from error
            except (OSError, HTTPException):
                continue  # It died in its sleep: the others may have, too.
        try:
            return self._exchange(self._fresh(), headers, body)
        except (OSError, HTTPException) as error:
            raise UnreachableError(f"{self.host}: {error!r}") from error

    def _exchange(
        self, connection: HTTPConnection, headers: Mapping[str, str], body: bytes
    ) -> Answer:
        try:
            connection.request("POST", "/", body, headers)
            response = connection.getresponse()
            answer = Answer(response.status, response.read())
        except BaseException:
            connection.close()
            raise
        if connection.sock is not None:  # else the other side has closed it
            self._idle.append((self._clock(), connection))
        return answer

    def _kept(self) -> HTTPConnection | None:
        while self._idle:
            try:
                since, connection = self._idle.pop()
            except IndexError:  # another thread was faster
                return None
            if self._clock() - since < _IDLE_S and not _has_news(connection):
                return connection
            connection.close()
        return None

    def _fresh(self) -> HTTPConnection:
        host, port = self._address.hostname or "", self._address.port
        connection = (
            HTTPSConnection(host, port, timeout=self._connect_s, context=_trust())
            if self._address.scheme == "https"
            else HTTPConnection(host, port, timeout=self._connect_s)
        )
        try:
            connection.connect()
        except BaseException:
            connection.close()
            raise
        connection.sock.settimeout(self._read_s)
        return connection


def _close(idle: deque[tuple[float, HTTPConnection]]) -> None:
    for _, connection in idle:
        connection.close()


def _has_news(connection: HTTPConnection) -> bool:
    """Whether an idle connection has something to read: that can only be its end."""
    poll = select.poll()
    poll.register(connection.sock, select.POLLIN)
    return bool(poll.poll(0))


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=os.environ.get("AWS_CA_BUNDLE"))
