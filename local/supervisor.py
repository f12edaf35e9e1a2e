"""Holds the stage's processes: ``python -m local.supervisor``, started by `local.stage`.

It starts Redis and the emulator, says on its standard output where they are, and then listens on
its standard input. When that closes, whoever started it is gone, in whatever way, and everything
is stopped; after the word ``keep`` it stays until it is told to terminate.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import ExitStack
from typing import Final

from pydantic import BaseModel

from local.emulator import free_port, running_emulator
from local.redis_server import running_redis
from local.settings import LocalSettings

KEEP: Final = "keep"
STAGE_FILE: Final = "stage.json"
"""Written by `local.stage` once the app is deployed, gone when the processes are."""


class Announcement(BaseModel):
    """What the supervisor says once everything runs."""

    pid: int
    endpoint: str
    redis_url: str


def main() -> None:
    """Run both until nobody needs them."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    settings = LocalSettings()
    with ExitStack() as running:
        running.callback((settings.state / STAGE_FILE).unlink, missing_ok=True)
        redis_url = running.enter_context(running_redis(settings.redis_port))
        endpoint = running.enter_context(
            running_emulator(settings.port or free_port(), state=settings.state),
        )
        told = Announcement(pid=os.getpid(), endpoint=endpoint, redis_url=redis_url)
        sys.stdout.write(told.model_dump_json() + "\n")
        sys.stdout.flush()
        _wait()


def _wait() -> None:
    if KEEP in sys.stdin.read():
        signal.pause()


if __name__ == "__main__":
    main()
