"""A standing: where a score is on a board, and what its dancer is told of it."""

from __future__ import annotations

from idance.domain.model import Model


class Standing(Model):
    """Where a score stands on a board."""

    rank: int
    of: int

    @property
    def top_percent(self) -> int:
        """The smallest whole percentage of the board that reaches down to this rank."""
        return top_percent(self.rank, self.of)


def top_percent(rank: int, of: int) -> int:
    """Return the smallest whole percentage of so many that reaches down to a rank."""
    return max(1, -(-100 * rank // max(1, of)))


def praise(standing: Standing) -> str:
    """Return the sentence that goes with a standing, as the requirements word it."""
    if standing.rank == 1:
        return "Amazing! You're in first place!"
    if standing.top_percent <= 50:  # noqa: PLR2004 (the upper half of the board)
        return f"Great job! You're in the top {standing.top_percent}%"
    return f"You're number {standing.rank} of {standing.of}. Every dance makes you better!"
