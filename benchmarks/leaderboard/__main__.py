"""``python -m benchmarks.leaderboard [--members 1000000]``: our leaderboards against their peers.

Every row asks all arms for the same answer in turn, in one run; medians count. Ends with 0 where
all goals are met, with 1 where one is missed, and with 2 where none is missed and one could not be
measured, since a peer is not on this machine. Servers run on free loopback ports and are gone at
the end.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.leaderboard.bare import BareRedis
from benchmarks.leaderboard.dancers import Dancers, Names, drawn
from benchmarks.leaderboard.goals import judged
from benchmarks.leaderboard.library import running_library
from benchmarks.leaderboard.ours import OurService
from benchmarks.leaderboard.postgres import ROOT, MissingPeerError, Nakama, Postgres
from benchmarks.leaderboard.postgres import running_postgres as running_sql
from benchmarks.leaderboard.report import (
    BARE,
    LIBRARY,
    NAKAMA,
    OURS,
    POSTGRES,
    SINGLE,
    SQLITE,
    Rows,
    chart,
    lines,
)
from benchmarks.leaderboard.sqlite import Sqlite
from benchmarks.leaderboard.submitting import submissions
from benchmarks.leaderboard.timing import Timed, in_turn, interleaved, seconds_of, timed
from benchmarks.leaderboard.waiting import Waits, noted, told
from benchmarks.leaderboard.wakefulness import awake
from local.redis_server import running_redis

RESULTS: Final = ROOT / "benchmarks" / "results"
USUAL: Final = 1_000_000
FEW: Final = 100_000
ASKED: Final = 5_000
REBUILDS: Final = 3
MOST_WITH_PEERS: Final = 2_000_000
"""Above this only what lives in Redis is measured: peers would want hours, and all memory."""
Arms = dict[str, dict[str, Timed]]


def main() -> None:
    """Measure, print, draw, and judge."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.leaderboard")
    parser.add_argument("--members", type=lambda text: int(float(text)), default=USUAL)
    members = parser.parse_args().members
    rows, waits, missing = _measured(members)
    goals = judged(rows)
    load = f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    _say(*lines(rows), load, *told(waits), "")
    for text, met in goals:
        _say(f"{'?' if met is None else '✓' if met else '✗'} {text}")
    _say(*(f"missing peer: {name}" for name in missing))
    figures = {
        row: {arm: median(rounds) for arm, rounds in of_row.items()} for row, of_row in rows.items()
    }
    report = {"members": members, "rows": figures, "waited": waits, "goals": dict(goals)}
    RESULTS.mkdir(exist_ok=True)
    name = "leaderboard" if members == USUAL else f"leaderboard_{members:.0e}".replace("+", "")
    (RESULTS / f"{name}.json").write_text(json.dumps(report, indent=1) + "\n")
    (RESULTS / f"{name}.svg").write_text(chart(rows, f"{members:,} members, logarithmic"))
    verdicts = {met for _, met in goals}
    sys.exit(1 if False in verdicts else 2 if None in verdicts else 0)


def _measured(members: int) -> tuple[Rows, Waits, list[str]]:
    rows: Rows = {}
    waits: Waits = {}
    arms: Arms = {"rank": {}, "top 100": {}, "around me": {}, "submission": {}}
    missing: list[str] = []
    _say(f"drawing {members:,} dancers")
    field, few = drawn(members, name="many"), drawn(min(FEW, members // 10), name="few")
    with ExitStack() as stack:
        small = _redis_arms(stack, field, few, rows, arms)
        peers = (_library_arms, _sql_arms, _sqlite_arms) if members <= MOST_WITH_PEERS else ()
        if not peers:
            missing.append(f"none is asked above {MOST_WITH_PEERS:,} members")
        for peer in peers:
            try:
                peer(stack, field, rows, arms)
            except MissingPeerError as error:
                missing.append(str(error))
        stack.enter_context(awake())
        for row, own in arms.items():
            _say(f"measuring {row}")
            with noted(row, waits):
                rows[row] = interleaved(own, count=min(ASKED, members))
        ours = arms["rank"][OURS]
        sizes = {f"{len(few.members):,}": small, f"{members:,}": ours}
        _say("measuring rank by size")
        with noted("rank growth", waits):
            rows["rank growth"] = interleaved(sizes, count=min(ASKED, len(few.members)))
    return rows, waits, missing


def _redis_arms(stack: ExitStack, field: Dancers, few: Dancers, rows: Rows, arms: Arms) -> Timed:
    """Load ours and bare redis-py, which share a Redis; return the rank on a smaller board."""
    url = stack.enter_context(running_redis())
    names = Names(field, few)
    ours, bare = OurService(url, field, names), BareRedis(url, field, names)
    _say("loading Redis: one by one, in order, and by our rebuild")
    rows |= _rebuilds(field, ours, bare)
    ours.rebuild(few, few.ranked())
    user_id, member = field.user_id, field.members.__getitem__
    arms["rank"] = {OURS: timed(ours.rank, user_id), BARE: timed(bare.rank, member)}
    arms["top 100"] = {OURS: timed(ours.top, user_id), BARE: timed(bare.top, member)}
    arms["around me"] = {OURS: timed(ours.around, user_id), BARE: timed(bare.around, member)}
    arms["submission"] = submissions(field, ours, bare)
    return timed(OurService(url, few, names).rank, few.user_id)


def _rebuilds(field: Dancers, ours: OurService, bare: BareRedis) -> Rows:
    """Fill a board in three ways, several times in turn; the last ones stay."""
    ranked, sizes = field.ranked(), []

    def filled(key: str, act: Callable[[], None]) -> float:
        bare.drop(key)
        empty = bare.used_bytes()
        took = seconds_of(act)
        if key == field.board.key:
            sizes.append((bare.used_bytes() - empty) / len(ranked))
        return took

    rounds = in_turn(
        {
            OURS: lambda: filled(field.board.key, lambda: ours.rebuild(field, ranked)),
            BARE: lambda: filled(BARE, lambda: bare.insert_in_order(BARE, ranked)),
            SINGLE: lambda: filled(SINGLE, lambda: bare.insert_randomly(SINGLE)),
        },
        rounds=REBUILDS if len(ranked) <= MOST_WITH_PEERS else 1,
    )
    bulk = {OURS: rounds[OURS], SINGLE: rounds[SINGLE]}
    return {"bulk load": bulk, "rebuild": rounds, "bytes per member": {OURS: sizes}}


def _library_arms(stack: ExitStack, field: Dancers, rows: Rows, arms: Arms) -> None:
    url = stack.enter_context(running_redis())
    _say(f"loading {LIBRARY}")
    library = stack.enter_context(running_library(url, field))
    used = BareRedis(url, field, Names()).used_bytes
    empty = used()
    rows["bulk load"][LIBRARY] = [library.load()]
    rows["bytes per member"][LIBRARY] = [(used() - empty) / len(field.members)]
    words = {"rank": "rank", "top 100": "top", "around me": "around", "submission": "submit"}
    for row, what in words.items():
        arms[row][LIBRARY] = library.timed(what)


def _sql_arms(stack: ExitStack, field: Dancers, rows: Rows, arms: Arms) -> None:
    connection = stack.enter_context(running_sql())
    version = connection.info.server_version // 10_000
    _say(f"loading {POSTGRES} {version}, as a table and {NAKAMA}")
    plain, nakama = Postgres(connection, field), Nakama(connection, field)
    rows["bulk load"][POSTGRES] = [seconds_of(plain.load)]
    rows["bulk load"][NAKAMA] = [seconds_of(nakama.load)]
    rows["bytes per member"][POSTGRES] = [plain.bytes_per_member()]
    arms["rank"] |= {
        f"{POSTGRES} COUNT": timed(plain.count, int),
        f"{POSTGRES} window": timed(plain.window, int),
        NAKAMA: timed(nakama.rank, int),
    }
    arms["top 100"] |= {POSTGRES: timed(plain.top, int), NAKAMA: timed(nakama.top, int)}
    arms["around me"] |= {POSTGRES: timed(plain.around, int), NAKAMA: timed(nakama.around, int)}


def _sqlite_arms(stack: ExitStack, field: Dancers, rows: Rows, arms: Arms) -> None:
    folder = stack.enter_context(TemporaryDirectory())
    _say(f"loading {SQLITE}")
    sqlite = Sqlite(Path(folder) / "board.db", field)
    rows["bulk load"][SQLITE] = [seconds_of(sqlite.load)]
    rows["bytes per member"][SQLITE] = [sqlite.bytes_per_member()]
    arms["rank"][SQLITE] = timed(sqlite.rank, int)
    arms["top 100"][SQLITE] = timed(sqlite.top, int)


def _say(*words: str) -> None:
    print("\n".join(words), flush=True)  # noqa: T201 (a command talks to its caller)


if __name__ == "__main__":
    main()
