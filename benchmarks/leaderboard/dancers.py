"""The dancers of a benchmark: bell-shaped scores over a day, the same for every arm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np

from idance.domain.board import Board, challenge_board
from idance.domain.challenge import Challenge
from idance.store.board_rows import user_of
from tests.builders import NOW, any_challenge, any_scored


@dataclass(frozen=True, slots=True)
class Dancers:
    """A challenge's board: members (16 bytes) and their packed scores, in random order."""

    challenge: Challenge
    board: Board
    members: list[bytes]
    packed: list[int]

    def user_id(self, index: int) -> str:
        """Return a dancer's id as text."""
        return user_of(self.members[index])

    def ranked(self) -> list[tuple[str, int]]:
        """Return ids and packed scores from the highest on, as DynamoDB's index has them."""
        order = np.argsort(np.array(self.packed))[::-1].tolist()
        return [(user_of(self.members[one]), self.packed[one]) for one in order]


def drawn(count: int, *, name: str) -> Dancers:
    """Return so many dancers on a challenge's board; the same for the same count."""
    random = np.random.default_rng(count)
    challenge = any_challenge(
        id=f"ch_{name}", start_time=NOW, end_time=NOW + timedelta(days=1), type="freestyle"
    )
    board = challenge_board(challenge)
    raw = random.bytes(16 * count)
    hundredths = np.clip(random.normal(6500, 1500, count), 0, 10_000).astype(np.int64)
    packed = hundredths * board.ticks + random.integers(0, board.ticks, count)
    members = [raw[at : at + 16] for at in range(0, 16 * count, 16)]
    return Dancers(challenge, board, members, packed.tolist())


class Names:
    """DynamoDB's part in memory: no arm is charged for it. Challenges, names, and who scored."""

    def __init__(self, *fields: Dancers) -> None:
        self._fields = {field.challenge.id: field for field in fields}
        self.entered: Any = any_scored(87.25)
        self.in_order: list[tuple[str, int]] = []

    def get(self, challenge_id: str) -> Challenge:
        """Return a challenge."""
        return self._fields[challenge_id].challenge

    def of_dancers(self, _challenge_id: str, user_ids: list[str]) -> dict[str, Any]:
        """Return the submissions of dancers."""
        return dict.fromkeys(user_ids, self.entered)

    def scored(self, _challenge_id: str, *, below: int | None) -> list[tuple[str, int]]:
        """Return ids and packed scores, the highest first."""
        return [row for row in self.in_order if below is None or row[1] <= below]
