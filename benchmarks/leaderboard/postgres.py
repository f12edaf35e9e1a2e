"""PostgreSQL of its own on a free port: ranks by SQL, and Nakama's way of keeping them."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from sortedcontainers import SortedList

from benchmarks.leaderboard.dancers import Dancers
from local.emulator import free_port
from local.processes import stop_group

ROOT: Final = Path(__file__).parents[2]
PEERS: Final = ROOT / ".cache" / "peers"
_USERS: Final = ("postgres", "nobody")
_OPTIONS: Final = (
    *("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="),
    *("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "shared_buffers=512MB"),
    *("-c", "max_wal_size=4GB"),
)


class MissingPeerError(Exception):
    """A peer is not on this machine; the text names it."""


def installed(target: Path, *packages: str) -> None:
    """Put packages beside, for the peers alone."""
    if target.exists():
        return
    with TemporaryDirectory() as folder:
        uv = shutil.which("uv") or str(Path(sys.executable).with_name("uv"))
        command = [uv, "pip", "install", "--quiet", "--python", sys.executable]
        done = subprocess.run([*command, "--target", folder, *packages], check=False)  # noqa: S603 (our own arguments)
        if done.returncode:
            raise MissingPeerError(f"{' '.join(packages)} cannot be installed from PyPI")
        shutil.copytree(folder, target)  # whole or not at all, also where somebody breaks off


@contextmanager
def running_postgres() -> Iterator[Any]:
    """Run PostgreSQL and yield a connection to it; nothing of it stays."""
    installed(PEERS, "psycopg[binary]")
    binaries = _binaries()
    user = None if os.geteuid() else next(one for one in _USERS if _exists(one))
    port = free_port()
    with TemporaryDirectory(prefix="board_bench_") as folder:
        data = Path(folder)
        if user:
            shutil.chown(data, user)
        initdb = [
            str(binaries / "initdb"),
            "-D",
            str(data / "data"),
            "-A",
            "trust",
            "-U",
            "bench",
            "-N",
        ]
        made = subprocess.run(initdb, check=False, user=user, cwd="/", stdout=subprocess.DEVNULL)  # noqa: S603
        if made.returncode:
            raise MissingPeerError("PostgreSQL makes no database here (see above)")
        process = subprocess.Popen(  # noqa: S603 (our own arguments)
            [str(binaries / "postgres"), "-D", str(data / "data"), "-p", str(port), *_OPTIONS],
            user=user,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            with _connected(port) as connection:
                yield connection
        finally:
            stop_group(process)


def _binaries() -> Path:
    found = [*Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda one: float(one.parents[1].name)).parent
    on_path = shutil.which("initdb")
    if on_path is None:
        raise MissingPeerError("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    return Path(on_path).resolve().parent


def _exists(user: str) -> bool:
    return any(one.pw_name == user for one in pwd.getpwall())


def _connected(port: int) -> Any:  # noqa: ANN401 (psycopg is installed beside)
    if str(PEERS) not in sys.path:
        sys.path.append(str(PEERS))
    psycopg = import_module("psycopg")
    deadline = time.monotonic() + 30
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                pass
            address = f"host=127.0.0.1 port={port} user=bench dbname=postgres"
            return psycopg.connect(address, autocommit=True)
        except (OSError, psycopg.OperationalError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


class Postgres:
    """Ranks by SQL, with an index that has everything a query wants."""

    def __init__(self, connection: Any, field: Dancers) -> None:  # noqa: ANN401
        self._sql, self._field = connection.cursor(binary=True), field
        self._ids = [uuid.UUID(bytes=member) for member in field.members[:20_000]]

    def load(self) -> None:
        """Copy the members in, then make the index."""
        self._sql.execute("CREATE TABLE board (member uuid PRIMARY KEY, score bigint NOT NULL)")
        with self._sql.copy("COPY board FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(["uuid", "int8"])
            for member, packed in zip(self._field.members, self._field.packed, strict=True):
                copy.write_row((uuid.UUID(bytes=member), packed))
        self._sql.execute("CREATE INDEX ON board (score DESC, member DESC)")
        self._sql.execute("VACUUM ANALYZE board")

    def count(self, index: int) -> Any:  # noqa: ANN401
        """Return a dancer's rank by counting."""
        return self._all(
            "SELECT count(*) + 1 FROM board WHERE score > "
            "(SELECT score FROM board WHERE member = %s)",
            self._ids[index],
        )

    def window(self, index: int) -> Any:  # noqa: ANN401
        """Return a dancer's rank by the window function."""
        return self._all(
            "SELECT place FROM (SELECT member, rank() OVER (ORDER BY score DESC) AS place "
            "FROM board) AS ranked WHERE member = %s",
            self._ids[index],
        )

    def top(self, _index: int) -> list[dict[str, Any]]:
        """Return the first hundred, without anybody's own place."""
        rows = self._all(
            "SELECT member, score FROM board ORDER BY score DESC, member DESC LIMIT 100"
        )
        ticks = self._field.board.ticks
        return [
            {"rank": rank, "id": str(member), "score": packed // ticks / 100}
            for rank, (member, packed) in enumerate(rows, start=1)
        ]

    def around(self, index: int) -> Any:  # noqa: ANN401
        """Return five on each side, without their ranks."""
        return self._all(
            "WITH me AS (SELECT score, member FROM board WHERE member = %s) "
            "(SELECT member, score FROM board WHERE (score, member) >= (SELECT * FROM me) "
            "ORDER BY score, member LIMIT 6) UNION ALL "
            "(SELECT member, score FROM board WHERE (score, member) < (SELECT * FROM me) "
            "ORDER BY score DESC, member DESC LIMIT 5)",
            self._ids[index],
        )

    def bytes_per_member(self) -> float:
        """Return table and indexes, by members."""
        size = self._all("SELECT pg_total_relation_size('board')")[0][0]
        return float(size / len(self._field.members))

    def _all(self, query: str, *arguments: object) -> Any:  # noqa: ANN401
        return self._sql.execute(query, arguments, prepare=True).fetchall()


class Nakama:
    """Nakama's way: rows in SQL by score, subscore and owner; ranks in every node's own memory."""

    def __init__(self, connection: Any, field: Dancers) -> None:  # noqa: ANN401
        self._sql, self._field = connection.cursor(binary=True), field
        self._ranks: Any = None

    def load(self) -> None:
        """Copy the records in, and fill the cache of ranks as a node does when it starts."""
        self._sql.execute(
            "CREATE TABLE leaderboard_record (leaderboard_id text, expiry_time bigint, "
            "score bigint, subscore bigint, owner_id uuid, "
            "PRIMARY KEY (leaderboard_id, expiry_time, score, subscore, owner_id), "
            "UNIQUE (owner_id, leaderboard_id, expiry_time))"
        )
        ticks = self._field.board.ticks
        with self._sql.copy("COPY leaderboard_record FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(["text", "int8", "int8", "int8", "uuid"])
            for member, packed in zip(self._field.members, self._field.packed, strict=True):
                copy.write_row(("b", 0, *divmod(packed, ticks), uuid.UUID(bytes=member)))
        self._sql.execute("VACUUM ANALYZE leaderboard_record")
        pairs = zip(self._field.packed, self._field.members, strict=True)
        self._ranks = SortedList((-packed, member) for packed, member in pairs)

    def rank(self, index: int) -> Any:  # noqa: ANN401
        """Return a dancer's rank from the cache in the process."""
        key = (-self._field.packed[index], self._field.members[index])
        return self._ranks.bisect_left(key) + 1

    def top(self, _index: int) -> list[dict[str, Any]]:
        """Return the first hundred."""
        return self._lines(self._read("", "DESC", 100), first=1)

    def around(self, index: int) -> list[dict[str, Any]]:
        """Return five on each side, by keyset as Nakama's haystack."""
        place = self.rank(index)
        mine = divmod(self._field.packed[index], self._field.board.ticks)
        member = uuid.UUID(bytes=self._field.members[index])
        above = self._read(_PAST.format(">="), "ASC", 6, *mine, member)[::-1]
        below = self._read(_PAST.format("<"), "DESC", 5, *mine, member)
        return self._lines([*above, *below], first=place - len(above) + 1)

    def _read(self, past: str, order: str, limit: int, *arguments: object) -> Any:  # noqa: ANN401
        query = (
            "SELECT owner_id, score, subscore FROM leaderboard_record "  # noqa: S608 (our own words)
            f"WHERE leaderboard_id = 'b' AND expiry_time = 0 {past} "
            f"ORDER BY score {order}, subscore {order}, owner_id {order} LIMIT {limit}"
        )
        return self._sql.execute(query, arguments, prepare=True).fetchall()

    def _lines(self, rows: list[Any], *, first: int) -> list[dict[str, Any]]:
        return [
            {"rank": rank, "id": str(owner), "score": score / 100}
            for rank, (owner, score, _) in enumerate(rows, start=first)
        ]


_PAST: Final = "AND (score, subscore, owner_id) {} (%s, %s, %s)"
