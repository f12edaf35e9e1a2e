"""Speed: faster and larger is more, trembling and a shaken camera are not."""

from itertools import pairwise

import numpy as np
import pytest

from pose.body.pace import chord_speed, energy, limb_speed
from pose.calibration import current_calibration
from pose.metrics.result import MetricResult
from pose.metrics.speed import speed
from pose.motion import Motion
from pose.preprocessing.preparing import prepare
from tests.unit.pose.any_body import filmed, retimed, standing
from tests.unit.pose.any_sequence import Dancer, any_brief, any_pose_sequence, bodies

DANCE = bodies(Dancer(seconds=16.0))


def judged(motion: Motion) -> MetricResult:
    return speed(motion, any_brief(challenge_type="speed"), current_calibration())


def test_the_faster_the_dance_the_higher_the_score() -> None:
    found = [judged(filmed(retimed(DANCE, by), noise=0.001)) for by in (1.6, 1.3, 1.0, 0.8, 0.6)]
    assert all(faster.score > slower.score for faster, slower in pairwise(found))


def test_the_larger_the_dance_the_higher_the_score() -> None:
    sizes = (1.0, 0.8, 0.6, 0.4, 0.2, 0.0)
    found = [judged(prepare(any_pose_sequence(amplitude=size))).score for size in sizes]
    assert all(larger > smaller for larger, smaller in pairwise(found)), found
    assert found[-1] < 1


def test_trembling_is_not_fast() -> None:
    jerks = (0.0, 0.5, 1.0)
    calm, *trembling = (judged(prepare(any_pose_sequence(jerk=jerk))).score for jerk in jerks)
    assert max(trembling) < calm + 10


def test_jitter_of_the_tracker_is_not_fast() -> None:
    assert judged(prepare(any_pose_sequence(amplitude=0.0, noise=0.004))).score < 15


def test_a_shaken_camera_is_not_fast() -> None:
    body = standing(8.0)
    shake = 0.1 * np.sin(2 * np.pi * 2 * np.arange(len(body)) / 60)
    assert judged(filmed(body + shake[:, None, None] * [1.0, 1.0, 0.0])).score < 1


def test_nobody_is_as_fast_as_a_broken_tracker() -> None:
    noises = (0.008, 0.03, 0.06, 0.3)
    found = [judged(prepare(any_pose_sequence(amplitude=0.0, noise=noise))) for noise in noises]
    assert max(result.score for result in found) < 15


def test_the_fastest_moment_is_named() -> None:
    slow, fast = retimed(DANCE, 0.5)[:360], retimed(DANCE, 1.5)[:300]
    found = judged(filmed(np.concatenate([slow, fast, slow]))).evidence
    assert found["fastest_s"] == pytest.approx(8.5, abs=1.6)
    assert not 6.5 < float(str(found["slowest_s"])) < 10.5


def test_a_path_at_constant_speed_has_it_everywhere() -> None:
    motion = filmed(standing(4.0))
    times = np.arange(len(motion.image)) / motion.rate
    path = np.stack([1.5 * times, -2.0 * times], axis=1)
    assert chord_speed(motion, path) == pytest.approx(2.5)


def test_twice_the_speed_is_four_times_the_energy() -> None:
    slow, fast = (filmed(retimed(DANCE, tempo)) for tempo in (0.4, 0.8))
    assert energy(fast).mean() / energy(slow).mean() == pytest.approx(4, rel=0.15)
    assert limb_speed(fast).mean() / limb_speed(slow).mean() == pytest.approx(2, rel=0.1)
