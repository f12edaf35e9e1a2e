"""What a dancer is told of a place on a board."""

from __future__ import annotations

import pytest

from idance.domain.standing import Standing, praise


@pytest.mark.parametrize(
    ("rank", "of", "percent"),
    [(1, 1, 100), (1, 1000, 1), (10, 100, 10), (11, 100, 11), (1, 3, 34), (5, 0, 500)],
)
def test_top_percent_reaches_down_to_the_rank(rank: int, of: int, percent: int) -> None:
    assert Standing(rank=rank, of=of).top_percent == percent


@pytest.mark.parametrize(
    ("rank", "of", "sentence"),
    [
        (1, 1, "Amazing! You're in first place!"),
        (42, 420, "Great job! You're in the top 10%"),
        (50, 100, "Great job! You're in the top 50%"),
        (51, 100, "You're number 51 of 100. Every dance makes you better!"),
    ],
)
def test_praise_goes_with_the_standing(rank: int, of: int, sentence: str) -> None:
    assert praise(Standing(rank=rank, of=of)) == sentence
