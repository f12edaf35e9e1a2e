"""Measures of variety against what they are by definition."""

import numpy as np
import pytest

from pose.body.variety import (
    angle_entropy,
    effective_dimensionality,
    entropy,
    pose_diversity,
    vocabulary,
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


def test_a_vocabulary_counts_poses_that_share_nothing() -> None:
    far_apart = 9.0 * np.arange(5)[:, None] * np.ones((1, 12))
    assert vocabulary(far_apart, 0.25) == pytest.approx(5.0)
    assert vocabulary(np.repeat(far_apart, 3, axis=0), 0.25) == pytest.approx(5.0)
    assert vocabulary(np.ones((9, 12)), 0.25) == pytest.approx(1.0)


def test_two_poses_at_the_distance_given_are_half_alike() -> None:
    pair = np.array([[0.0, 0.0], [0.25, 0.25]])
    assert vocabulary(pair, 0.25) == pytest.approx(1 / 0.75)


def test_what_is_repeated_makes_a_vocabulary_small() -> None:
    poses = np.array([[0.0], [0.0], [0.0], [9.0]])
    assert vocabulary(poses, 0.25) == pytest.approx(
        np.exp(-0.75 * np.log(0.75) - 0.25 * np.log(0.25))
    )


def test_jitter_makes_hardly_any_new_word() -> None:
    chance = np.random.default_rng(0)
    poses = np.repeat([[0.0], [1.0]], 30, axis=0) * np.ones((1, 12))
    shaken = poses + chance.normal(0, 0.03, poses.shape)
    assert vocabulary(shaken, 0.25) == pytest.approx(vocabulary(poses, 0.25), rel=0.03)
