"""``make bench-partitions``: is any partition hotter than its limit at 10,000 submissions a second?

All of them to one challenge. How many units each submission consumes, and where, is what
`benchmarks.units` measured; the keys are those of `idance.store`. DynamoDB spreads keys over
partitions by hash, so which keys meet is chance: it is drawn many times, over as many partitions as
the warm throughput to ask for makes. Ends with 1 where the fullest partition takes more than its
limit in more than one of a hundred draws.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import Final
from uuid import UUID
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from functions.api.wiring.stores import REMEMBERED_SECONDS as IN_THE_API
from functions.scoring.wiring import REMEMBERED_SECONDS as IN_THE_PIPELINE
from idance.store.core import SHARDS, shard_of
from idance.store.sessions import DUE_SHARDS
from local.settings import ROOT

RESULTS: Final = ROOT / "benchmarks" / "results" / "partitions.json"
UNITS: Final = ROOT / "benchmarks" / "results" / "units.json"
A_SECOND: Final = 10_000
LIKES_OF_ONE: Final = 500
"""Likes a second that one dance is to bear."""
COUNTED_IN_A_TRANSACTION: Final = 2
"""Units of writing at a dance's totals, which are a partition of their own, and at its likes."""
WRITE_LIMIT: Final = 1_000
READ_LIMIT: Final = 3_000
"""Units a second that a partition takes."""
DRAWS: Final = 400
READ_AGAIN: Final = {
    "announce a clip": 0.2 / IN_THE_API,
    "submit it": 0.2 / IN_THE_API,
    "the pipeline scores it": 3.0 / IN_THE_PIPELINE,
}
"""The share of calls that read a challenge: seconds that a process is busy with one (assumed, and
rather long than short) by seconds that it remembers the challenge."""
OF_A_SUBMISSION: Final = tuple(READ_AGAIN)


@dataclass(frozen=True)
class Load:
    """Units a second by key, on so many partitions."""

    keys: NDArray[np.floating]
    partitions: int
    limit: int = WRITE_LIMIT


def main() -> None:
    """Draw, print, keep and judge."""
    rng = np.random.default_rng(20261124)
    rows = {name: drawn(rng, load) for name, load in loads(rng).items()}
    show(rows)
    RESULTS.write_text(json.dumps(rows, indent=1) + "\n")
    sys.exit(any(row["over"] > 1 for row in rows.values()))


def loads(rng: np.random.Generator) -> dict[str, Load]:
    """Return what 10,000 submissions a second put on every kind of key."""
    ids = [UUID(bytes=rng.bytes(16), version=4) for _ in range(A_SECOND)]
    core = units("writes", "core") - units("index_writes", "by_challenge")
    operations = units("writes", "operations") - units("index_writes", "due")
    by_challenge = np.bincount([shard_of(str(one)) for one in ids], minlength=SHARDS)
    due = np.bincount([crc32(one.bytes) % DUE_SHARDS for one in ids], minlength=DUE_SHARDS)
    return {
        "core, by dancer": Load(np.full(A_SECOND, core), 192),
        "operations, by session": Load(np.full(A_SECOND, operations), 128),
        f"by_challenge, {SHARDS} shards": Load(
            by_challenge * units("index_writes", "by_challenge"), 32
        ),
        f"due, {DUE_SHARDS} shards": Load(due * units("index_writes", "due"), 192),
        f"totals of one dance, {LIKES_OF_ONE} likes": Load(
            np.full(1, LIKES_OF_ONE * COUNTED_IN_A_TRANSACTION), 1
        ),
        "reads of the one challenge": Load(
            np.full(1, A_SECOND * challenge_reads()), 1, limit=READ_LIMIT
        ),
    }


def challenge_reads() -> float:
    """Return the units that a submission consumes at its challenge, as processes remember it."""
    measured = json.loads(UNITS.read_text())
    return sum(
        share * float(measured[step]["shared_reads"].get("challenges", 0))
        for step, share in READ_AGAIN.items()
    )


def units(kind: str, of: str) -> float:
    """Return the units that a whole submission consumes."""
    measured = json.loads(UNITS.read_text())
    return float(sum(measured[step][kind].get(of, 0) for step in OF_A_SUBMISSION))


def drawn(rng: np.random.Generator, load: Load) -> dict[str, float]:
    """Return the units a second of the fullest partition, and how often they are too many."""
    fullest = np.array(
        [
            np.bincount(
                rng.integers(load.partitions, size=len(load.keys)), load.keys, load.partitions
            ).max()
            for _ in range(DRAWS)
        ]
    )
    return {
        "keys": len(load.keys),
        "hottest key": float(np.max(load.keys)),
        "partitions": load.partitions,
        "limit": load.limit,
        "median": round(float(np.median(fullest))),
        "p99": round(float(np.percentile(fullest, 99))),
        "over": round(100 * float(np.mean(fullest > load.limit)), 1),
    }


def show(rows: dict[str, dict[str, float]]) -> None:
    """Print the table."""
    table = Table(f"units/s at {A_SECOND:,} submissions/s", *next(iter(rows.values())))
    for name, row in rows.items():
        table.add_row(name, *(f"{value:g}" for value in row.values()))
    Console().print(table)


if __name__ == "__main__":
    main()
