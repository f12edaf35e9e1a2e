"""The PyPI library `leaderboard`: asked in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final, cast
from urllib.parse import urlsplit

from benchmarks.leaderboard.dancers import Dancers
from benchmarks.leaderboard.postgres import ROOT, installed
from benchmarks.leaderboard.timing import Timed

_FOLDER: Final = ROOT / ".cache" / "peer_leaderboard"
_WORKER: Final = Path(__file__).with_name("library_worker.py")


class Library:
    """Its answers, timed where they are made."""

    def __init__(self, process: subprocess.Popen[str], field: Dancers) -> None:
        self._process, self._field = process, field

    def load(self) -> float:
        """Rank all members, ten thousand a call; return the seconds."""
        total = 0.0
        ticks = self._field.board.ticks
        for begin in range(0, len(self._field.members), 10_000):
            flat: list[Any] = []
            for index in range(begin, min(begin + 10_000, len(self._field.members))):
                flat += (self._field.user_id(index), self._field.packed[index] // ticks / 100)
            total += sum(self._ask("load", [flat]))
        return total

    def timed(self, what: str) -> Timed:
        """Return one of its answers as an arm."""

        def clocked(indices: Sequence[int]) -> list[float]:
            return self._ask(what, [self._field.user_id(index) for index in indices])

        return clocked

    def _ask(self, what: str, arguments: list[Any]) -> list[float]:
        sink, source = cast("IO[str]", self._process.stdin), cast("IO[str]", self._process.stdout)
        sink.write(json.dumps([what, arguments]) + "\n")
        sink.flush()
        return cast("list[float]", json.loads(source.readline()))


@contextmanager
def running_library(url: str, field: Dancers) -> Iterator[Library]:
    """Run the library's process on a Redis of its own."""
    installed(_FOLDER, "leaderboard==3.7.3", "redis==2.10.6")
    process = subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-W", "ignore", str(_WORKER), str(urlsplit(url).port)],
        env=os.environ | {"PYTHONPATH": str(_FOLDER)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    )
    try:
        yield Library(process, field)
    finally:
        cast("IO[str]", process.stdin).close()
        process.wait(10)
