"""SQLite in the process, with a covering index."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from benchmarks.leaderboard.dancers import Dancers
from idance.store.board_rows import user_of


class Sqlite:
    """A file of its own."""

    def __init__(self, path: Path, field: Dancers) -> None:
        self._path, self._field = path, field
        self._sql = sqlite3.connect(path)

    def load(self) -> None:
        """Insert the members, then make the index."""
        self._sql.execute("CREATE TABLE board (member BLOB PRIMARY KEY, score INT) WITHOUT ROWID")
        pairs = zip(self._field.members, self._field.packed, strict=True)
        self._sql.executemany("INSERT INTO board VALUES (?, ?)", pairs)
        self._sql.execute("CREATE INDEX by_score ON board (score DESC, member DESC)")
        self._sql.execute("ANALYZE")
        self._sql.commit()

    def rank(self, index: int) -> Any:  # noqa: ANN401
        """Return a dancer's rank by counting."""
        return self._sql.execute(
            "SELECT count(*) + 1 FROM board WHERE score > "
            "(SELECT score FROM board WHERE member = ?)",
            (self._field.members[index],),
        ).fetchone()

    def top(self, _index: int) -> list[dict[str, Any]]:
        """Return the first hundred."""
        rows = self._sql.execute(
            "SELECT member, score FROM board ORDER BY score DESC, member DESC LIMIT 100"
        )
        ticks = self._field.board.ticks
        return [
            {"rank": rank, "id": user_of(member), "score": packed // ticks / 100}
            for rank, (member, packed) in enumerate(rows, start=1)
        ]

    def bytes_per_member(self) -> float:
        """Return the file's size, by members."""
        return self._path.stat().st_size / len(self._field.members)
