"""How far scores drift, in figures that can be worked out by hand."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ops.drift import Move, drift_of, rank_correlation, stability_index

SCORES = st.lists(st.floats(0, 100), min_size=2, max_size=50)


def moves(before: list[float], after: list[float]) -> list[Move]:
    """Return moves of dances entered one after the other."""
    pairs = enumerate(zip(before, after, strict=True))
    return [Move(old, new, f"2026-11-24T12:00:{at:02d}Z") for at, (old, new) in pairs]


def test_what_does_not_move_does_not_drift() -> None:
    drift = drift_of(moves([10, 20, 30], [10, 20, 30]))
    assert (drift.moved, drift.mean_shift, drift.psi, drift.rank_correlation) == (0, 0, 0, 1)
    assert (drift.top_churn, drift.is_alarming) == (0, False)


def test_of_no_scores_there_is_no_drift() -> None:
    drift = drift_of([])
    assert (drift.scores, drift.moved, drift.psi, drift.rank_correlation) == (0, 0, 0, 1)


def test_shifts_are_told_by_mean_median_and_percentiles() -> None:
    drift = drift_of(moves([50] * 5, [49, 50, 51, 52, 58]))
    assert (drift.moved, drift.mean_shift, drift.median_shift) == (4, 2, 1)
    assert drift.percentiles == {"p5": -0.8, "p25": 0, "p50": 1, "p75": 2, "p95": 6.8}
    assert (drift.largest_fall, drift.largest_rise) == (-1, 8)


def test_the_largest_fall_of_what_rises_is_nought() -> None:
    assert drift_of(moves([1, 2], [3, 3])).largest_fall == 0
    assert drift_of(moves([3], [1])).largest_rise == 0


def test_the_stability_index_is_that_of_the_deciles() -> None:
    before = [float(one) for one in range(1, 101)]
    # The upper half of the scores all come into the last decile.
    after = [one if one <= 50 else 100.0 for one in before]
    gone = 4 * (1e-4 - 0.1) * log(1e-4 / 0.1)
    assert stability_index(before, after) == pytest.approx(gone + 0.4 * log(5), abs=0.02)
    assert drift_of(moves(before, after)).is_alarming


@given(SCORES)
def test_the_same_scores_are_the_same_population(scores: list[float]) -> None:
    assert stability_index(scores, scores) == 0


@given(SCORES, SCORES)
def test_the_stability_index_is_never_negative(before: list[float], after: list[float]) -> None:
    assert stability_index(before, after) >= 0


def test_the_rank_correlation_is_spearmans() -> None:
    # Siegel and Castellan's way with ties: 1, 2.5, 2.5, 4 against 4, 3, 2, 1.
    assert rank_correlation([1, 2, 3], [2, 4, 9]) == pytest.approx(1)
    assert rank_correlation([1, 2, 3], [9, 4, 2]) == pytest.approx(-1)
    assert rank_correlation([1, 2, 2, 3], [4, 3, 2, 1]) == pytest.approx(-0.948683, abs=1e-6)
    assert rank_correlation([5, 5], [1, 2]) == 1


def test_churn_counts_who_has_left_the_first_hundred() -> None:
    before = [float(200 - at) for at in range(150)]
    after = [0.0, 0.0, *before[2:]]
    assert drift_of(moves(before, after)).top_churn == 2


def test_among_equals_the_earlier_is_in_the_first_hundred() -> None:
    before = [50.0] * 101
    drift = drift_of([Move(50.0, 50.0, f"{101 - at:03d}") for at, _ in enumerate(before)])
    assert drift.top_churn == 0
