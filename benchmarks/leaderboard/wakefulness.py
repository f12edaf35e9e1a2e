"""Cores that never sleep while calls are timed.

A call of Redis is two wake-ups of tens of microseconds of work. On a virtual machine that is
otherwise idle a core halts in between, and waking it again costs more than the call: bare
redis-py then answers in 90 µs, and in 40 where something else runs beside it. Guides to measuring
latency therefore keep cores from halting (``idle=poll``). Without rights on the kernel the same
comes of a busy loop of the idle scheduling class, which gives way to everything else at once.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Final

_BUSY: Final = """
import os, sys
os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
os.sched_setaffinity(0, [int(sys.argv[1])])
parent = os.getppid()
while os.getppid() == parent:
    for _ in range(1_000_000):
        pass
"""


@contextmanager
def awake() -> Iterator[None]:
    """Keep every core of ours awake; where the system has no idle class, do nothing."""
    with ExitStack() as stack:
        if hasattr(os, "SCHED_IDLE"):
            for core in os.sched_getaffinity(0):
                command = [sys.executable, "-S", "-c", _BUSY, str(core)]
                loop = stack.enter_context(subprocess.Popen(command))  # noqa: S603 (our own)
                stack.callback(loop.kill)
        yield
