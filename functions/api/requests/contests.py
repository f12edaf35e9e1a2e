"""Boards of admins' making."""

from __future__ import annotations

from functions.api.requests.example import example
from idance.domain.contest import Contest


class ContestRequest(Contest):
    """A board of an admin's making."""

    model_config = example(
        slug="summer-spin",
        name="Summer of Spins",
        operator="incr",
        counted="points",
        startTime="2030-06-01T00:00:00Z",
        endTime="2030-07-01T00:00:00Z",
        tickMs=1000,
        maxPoints=20000,
        challengeType="spin",
    )
