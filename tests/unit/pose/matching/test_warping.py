"""Dynamic time warping, against the same by brute force."""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pose.matching.warping import banded_path, best_subsequences
from pose.motion import FloatArray


def path_cost(cost: FloatArray, path: list[tuple[int, int]]) -> float:
    """Return what a path pays, steps along both dances twice."""
    total = cost[path[0]]
    for (row, column), (next_row, next_column) in pairwise(path):
        both = next_row > row and next_column == column
        total += cost[next_row, next_column] * (2 if both else 1)
    return float(total)


def cheapest(cost: FloatArray) -> float:
    """Return the cost of the cheapest path through a band, tried from every cell."""

    @cache
    def until(row: int, column: int) -> float:
        if not 0 <= column < cost.shape[1]:
            return np.inf
        here = cost[row, column]
        if not row:
            return float(here)
        return float(
            min(
                until(row - 1, column) + 2 * here,
                until(row - 1, column + 1) + here,
                until(row, column - 1) + here,
            )
        )

    return min(until(len(cost) - 1, column) for column in range(cost.shape[1]))


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 12), st.integers(0, 3), st.integers(0, 10_000))
def test_the_path_is_the_cheapest_there_is(moments: int, reach: int, seed: int) -> None:
    cost = np.random.default_rng(seed).uniform(0, 10, (moments, 2 * reach + 1))
    rows, columns = banded_path(cost)
    found = path_cost(cost, list(zip(rows.tolist(), columns.tolist(), strict=True)))
    assert found == pytest.approx(cheapest(cost))
    assert set(rows.tolist()) == set(range(moments))
    assert np.all(np.diff(rows) >= 0)


def test_a_path_keeps_to_moments_that_exist() -> None:
    cost = np.ones((4, 5))
    cost[0, :2], cost[1, :1], cost[2, 4:], cost[3, 3:] = (np.inf,) * 4
    rows, columns = banded_path(cost)
    assert np.isfinite(cost[rows, columns]).all()


def test_a_short_dance_is_found_where_it_is() -> None:
    long, start = np.cumsum(np.random.default_rng(0).normal(size=200)), 70
    for tempo in (0.6, 1.0, 1.7):
        index = start + np.arange(int(40 / tempo)) * tempo
        short = np.interp(index, np.arange(200), long)
        angle, begins = best_subsequences(np.abs(short[:, None] - long[None]))
        end = int(np.argmin(angle))
        assert begins[end] == pytest.approx(start, abs=2)
        assert end == pytest.approx(index[-1], abs=2)
        assert angle[end] < 0.4


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 9), st.integers(1, 25), st.integers(0, 10_000))
def test_a_match_is_between_half_and_double_the_pace(short: int, long: int, seed: int) -> None:
    angle, begins = best_subsequences(np.random.default_rng(seed).uniform(0, 1, (short, long)))
    (ends,) = np.nonzero(np.isfinite(angle))
    steps = ends - begins[ends]
    assert np.all(steps <= 2 * (short - 1))
    assert np.all(2 * steps >= short - 1)
    assert np.all((angle[ends] >= 0) & (angle[ends] <= 1))
