"""Copies of oneself, in numbers."""

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter1d

from pose.clip.repetition import UNLIKE, Recording, differences
from pose.motion import FloatArray

RATE = 30.0


def wandering(seconds: float, seed: int = 0) -> FloatArray:
    """Return twelve signals that go on and never come back."""
    noise = np.random.default_rng(seed).normal(size=(round(seconds * RATE) + 200, 12))
    slow = gaussian_filter1d(noise, 8, axis=0)[100:-100]
    return np.asarray(slow / slow.std())


def recorded(samples: FloatArray) -> Recording:
    return Recording.of(samples, RATE, floor=0.05)


def test_what_never_repeats_is_unlike_itself() -> None:
    dance = recorded(wandering(10.0))
    assert dance.loop().distance > 0.4
    assert dance.reversal().distance > 0.4


@pytest.mark.parametrize("frames", [60, 61, 75])
def test_an_exact_loop_is_found_with_its_period(frames: int) -> None:
    once = wandering(3.0)[:frames]
    found = recorded(np.concatenate([once] * 4)).loop()
    assert found.distance == pytest.approx(0, abs=1e-3)
    assert found.at_s * RATE % frames == pytest.approx(0, abs=1e-6)


def test_a_loop_is_found_under_noise() -> None:
    looped = np.concatenate([wandering(2.0)] * 4)
    noisy = looped + 0.03 * np.random.default_rng(1).normal(size=looped.shape)
    assert recorded(noisy).loop().distance < 0.1


def test_a_boomerang_is_found_about_its_pivot() -> None:
    there = wandering(3.0)
    found = recorded(np.concatenate([there, there[::-1]])).reversal()
    assert found.distance == pytest.approx(0, abs=1e-3)
    assert found.at_s == pytest.approx(3.0, abs=0.05)


def test_a_copied_quarter_is_enough_and_a_copied_tenth_is_not() -> None:
    fresh, more = wandering(8.0), wandering(8.0, seed=2)
    quarter = np.concatenate([fresh[:150], more[:120], fresh[:150]])
    tenth = np.concatenate([fresh, more[:60], fresh[:45]])
    assert recorded(quarter).loop().distance < 0.05
    assert recorded(tenth).loop().distance > 0.3


def test_a_step_drilled_by_a_human_is_no_copy() -> None:
    drill = [wandering(2.0) + 0.3 * wandering(2.0, seed) for seed in (1, 2, 3, 4)]
    assert recorded(np.concatenate(drill)).loop().distance > 0.15


def test_rest_is_no_repetition() -> None:
    rest = 0.001 * np.random.default_rng(0).normal(size=(240, 12))
    assert recorded(rest).loop().distance == UNLIKE
    assert recorded(rest).reversal().distance == UNLIKE


def test_a_dance_between_two_rests_is_no_repetition() -> None:
    dance = wandering(5.0)
    rests = [np.repeat(dance[[end]], 90, axis=0) for end in (0, -1)]
    assert recorded(np.concatenate([rests[0], dance, rests[1]])).loop().distance > 0.3


def test_gaps_are_left_out() -> None:
    looped = np.concatenate([wandering(2.0)] * 4)
    looped[100:110] = np.nan
    assert recorded(looped).loop().distance == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize("count", [1, 5, 30])
def test_the_shortest_recordings_say_nothing(count: int) -> None:
    short = recorded(wandering(2.0)[:count])
    assert short.loop().distance == UNLIKE
    assert short.reversal().distance == UNLIKE


def test_differences_are_root_mean_squares() -> None:
    apart = differences(np.array([[0.0, 0.0], [3.0, 4.0]]))
    assert apart == pytest.approx(np.array([[0, 12.5**0.5], [12.5**0.5, 0]]), abs=1e-6)
