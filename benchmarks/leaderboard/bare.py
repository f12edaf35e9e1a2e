"""The same answers with nothing but redis-py: what one writes without a service."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import Any

from redis import Redis

from benchmarks.leaderboard.dancers import Dancers, Names
from idance.domain.board import BoardEntry
from idance.store.board_rows import member_of, user_of


class BareRedis:
    """redis-py, with the packed scores and names that the service has."""

    def __init__(self, url: str, field: Dancers, names: Names) -> None:
        self.redis = Redis.from_url(url)
        self._field, self._names = field, names
        self._key, self._ticks = field.board.key, field.board.ticks

    def rank(self, member: bytes) -> int:
        """Return a dancer's rank."""
        place: Any = self.redis.zrevrank(self._key, member)
        return int(place) + 1

    def top(self, member: bytes) -> dict[str, Any]:
        """Return the first hundred and a dancer's own place."""
        asked = self.redis.pipeline(transaction=False)
        asked.zrevrange(self._key, 0, 99, withscores=True)
        asked.zcard(self._key)
        asked.zrevrank(self._key, member)
        asked.zscore(self._key, member)
        rows, total, place, packed = asked.execute()
        return self._answer(rows, 0, total, place, packed)

    def around(self, member: bytes) -> dict[str, Any]:
        """Return a dancer's place and five on each side: the place must be known first."""
        place: Any = self.redis.zrevrank(self._key, member)
        first = max(0, place - 5)
        asked = self.redis.pipeline(transaction=False)
        asked.zrevrange(self._key, first, place + 5, withscores=True)
        asked.zcard(self._key)
        asked.zscore(self._key, member)
        rows, total, packed = asked.execute()
        return self._answer(rows, first, total, place, packed)

    def one_by_one(self, writes: Iterable[tuple[str, bytes, int]]) -> None:
        """Write a submission, packed before, to its boards by key: one round trip each."""
        for key, member, packed in writes:
            self.redis.zadd(key, {member: packed}, gt=True)

    def batched(self, entries: Iterable[BoardEntry], keys: Mapping[str, str]) -> None:
        """Write a batch of submissions with one command a board, all in one round trip."""
        told: dict[str, list[BoardEntry]] = {}
        for entry in entries:
            told.setdefault(entry.board.name, []).append(entry)
        asked = self.redis.pipeline(transaction=False)
        for name, of_board in told.items():
            latest = of_board[0].board.latest(of_board)
            members = {member_of(who): packed for who, (packed, _) in latest.items()}
            asked.zadd(keys[name], members, gt=True, ch=True)
        asked.execute()

    def insert_randomly(self, key: str) -> None:
        """Write all members as they come, one a command, a thousand commands a round trip."""
        for begin in range(0, len(self._field.members), 1000):
            part = slice(begin, begin + 1000)
            asked = self.redis.pipeline(transaction=False)
            for member, packed in zip(
                self._field.members[part], self._field.packed[part], strict=True
            ):
                asked.zadd(key, {member: packed}, gt=True)
            asked.execute()

    def insert_in_order(self, key: str, rows: list[tuple[str, int]]) -> None:
        """Write members in their order, a thousand a command."""
        for begin in range(0, len(rows), 1000):
            part = rows[begin : begin + 1000]
            self.redis.zadd(key, {member_of(user_id): packed for user_id, packed in part}, gt=True)

    def drop(self, key: str) -> None:
        """Drop a board, and wait until its memory is free."""
        self.redis.unlink(key)
        self.used_bytes()

    def process_id(self) -> int:
        """Return the server's process."""
        return int(self.redis.info("server")["process_id"])

    def used_bytes(self) -> int:
        """Return the memory Redis uses, once it has freed what it frees in the background."""
        while self.redis.info("memory")["lazyfree_pending_objects"]:
            time.sleep(0.05)
        return int(self.redis.info("memory")["used_memory"])

    def _answer(
        self, rows: list[tuple[bytes, float]], first: int, total: int, place: int, packed: float
    ) -> dict[str, Any]:
        entries = [
            {
                "rank": rank,
                "user": {"id": user_id, "displayName": one.user_profile.display_name},
                "score": int(score) // self._ticks / 100,
                "badge": next(iter(one.badges_awarded), None),
            }
            for rank, (member, score) in enumerate(rows, start=first + 1)
            for user_id in (user_of(member),)
            for one in (self._names.entered,)
        ]
        mine = {"rank": place + 1, "score": int(packed) // self._ticks / 100}
        return {"entries": entries, "mine": mine, "total": total}
