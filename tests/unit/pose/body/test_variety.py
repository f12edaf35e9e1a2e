"""Measures of variety against what they are by definition."""

import numpy as np
import pytest

from pose.body.variety import (
    angle_entropy,
    effective_dimensionality,
    effective_number,
    entropy,
    pose_diversity,
    spelled,
)

TIME = np.arange(0, 20, 0.01)


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8])
def test_independent_swings_are_counted(count: int) -> None:
    swings = np.zeros((len(TIME), 12))
    swings[:, :count] = np.sin(2 * np.pi * np.arange(1, count + 1) * TIME[:, None])
    assert effective_dimensionality(swings) == pytest.approx(count, abs=1e-3)


def test_what_never_varies_has_one_mode() -> None:
    assert effective_dimensionality(np.ones((50, 12))) == 1.0


def test_angles_used_evenly_have_full_entropy_and_constant_ones_none() -> None:
    even = np.linspace(0, np.pi, 1200, endpoint=False)[:, None].repeat(12, axis=1)
    assert angle_entropy(even) == pytest.approx(1.0, abs=1e-4)
    assert angle_entropy(np.ones((100, 12))) == 0.0


def test_entropy_of_equal_weights_is_the_logarithm_of_their_number() -> None:
    assert entropy(np.full(7, 3.0)) == pytest.approx(np.log(7))


def test_pose_diversity_is_the_distance_of_a_pair() -> None:
    assert pose_diversity(np.array([[0.0, 0.0], [0.3, 0.3]])) == pytest.approx(0.3)


def test_evenly_used_words_count_as_their_number_and_repetition_counts_less() -> None:
    assert effective_number("abcabc") == pytest.approx(3.0)
    assert effective_number("aaab") < 2.0
    assert effective_number("") == 0.0


def test_jitter_below_the_threshold_makes_no_new_word() -> None:
    poses = np.array([[0.0, 0.0], [1.0, 1.0], [0.05, -0.05], [1.05, 0.95]])
    assert spelled(poses, 0.4) == (0, 1, 0, 1)
    assert spelled(np.empty((0, 2)), 0.4) == ()
