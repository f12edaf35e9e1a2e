"""Scores that hold still: what a tracker or a camera does by chance may not move them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pose.landmarks import Landmark
from pose.preprocessing.leaps import leaping_frames
from pose.preprocessing.preparing import prepare
from pose.preprocessing.swaps import MIRRORED
from pose.preprocessing.thinning import thinned
from pose.scoring import score
from tests.unit.pose.any_sequence import (
    Dancer,
    any_brief,
    any_pose_sequence,
    bodies,
    changed,
    seen_by_camera,
    without,
)

RHYTHM = any_brief(criteria={"rhythm": 100})


@settings(deadline=None, max_examples=8)
@given(st.integers(0, 1000), st.floats(0.0, 0.6), st.floats(0.0, 0.08))
def test_a_trackers_jitter_hardly_moves_a_total(seed: int, jerk: float, error: float) -> None:
    body = bodies(Dancer(seconds=8.0, jerk=jerk, beat_error_s=error, seed=seed))
    one, other = (
        score(seen_by_camera(body, noise=0.0008, seed=chance), any_brief()).total
        for chance in (seed, seed + 1)
    )
    assert one == pytest.approx(other, abs=3)


@settings(deadline=None, max_examples=8)
@given(st.floats(0.0, 0.1), st.floats(0.02, 0.08), st.integers(0, 1000))
def test_a_larger_error_of_timing_never_raises_rhythm(error: float, more: float, seed: int) -> None:
    near, far = (
        score(any_pose_sequence(beat_error_s=spread, seed=seed), RHYTHM).total
        for spread in (error, error + more)
    )
    assert far <= near + 1


@settings(deadline=None, max_examples=8)
@given(st.floats(0.001, 0.004), st.floats(2.0, 5.0), st.integers(0, 50))
def test_noise_never_raises_a_total(noise: float, more: float, seed: int) -> None:
    calm, loud = (
        score(any_pose_sequence(noise=spread, seed=seed, seconds=8.0), any_brief()).total
        for spread in (noise, noise * more)
    )
    assert loud <= calm + 1


@pytest.mark.parametrize(
    "joint", [Landmark.LEFT_PINKY, Landmark.RIGHT_HEEL, Landmark.LEFT_EYE, Landmark.RIGHT_THUMB]
)
def test_a_joint_that_is_not_seen_costs_less_than_two_points(joint: Landmark) -> None:
    whole = score(any_pose_sequence(), any_brief()).total
    assert score(without(any_pose_sequence(), [joint]), any_brief()).total == pytest.approx(
        whole, abs=2
    )


@pytest.mark.parametrize("seed", [0, 1])
def test_fifteen_seconds_of_a_loop_are_worth_thirty(seed: int) -> None:
    phrase = bodies(Dancer(seconds=15.0, variety=0.3, seed=seed))
    one, two = (
        score(seen_by_camera(np.concatenate([phrase] * times), noise=0.001), any_brief()).total
        for times in (1, 2)
    )
    assert one == pytest.approx(two, abs=3)


def test_a_clip_looked_at_twice_as_often_is_scored_alike() -> None:
    body = bodies(Dancer(seconds=10.0, jerk=0.5))
    usual, often = (
        score(seen_by_camera(body, rate=rate, noise=0.001), any_brief()).total
        for rate in (15.0, 30.0)
    )
    assert usual == pytest.approx(often, abs=2)


def test_of_few_windows_smoothness_is_hardly_told_from_what_is_usual() -> None:
    scores = []
    for seconds in (3.0, 6.0, 20.0):
        jerky = any_pose_sequence(jerk=1.0, seconds=seconds)
        results = score(jerky, any_brief(criteria={"smoothness": 40, "balance": 60})).metrics
        scores.append(next(one.score for one in results if one.name == "smoothness"))
    assert 75 > scores[0] > scores[1] > scores[2]
    assert 75 - scores[0] < 0.5 * (75 - scores[2])


def test_only_what_was_sampled_too_often_is_thinned() -> None:
    often, usual, seldom = (any_pose_sequence(rate=rate) for rate in (30.0, 15.0, 12.0))
    assert len(thinned(often).timestamps) == pytest.approx(len(usual.timestamps), abs=1)
    assert thinned(usual) is usual
    assert thinned(seldom) is seldom
    assert thinned(often).timestamps[0] == 0


def test_a_frame_in_which_the_body_is_elsewhere_is_left_out() -> None:
    sequence = any_pose_sequence(noise=0.0)
    world, image = sequence.world.copy(), sequence.image.copy()
    for points in (world, image):
        points[40] = points[40][list(MIRRORED)]
    assert np.flatnonzero(leaping_frames(world, sequence.timestamps)).tolist() == [40]
    broken = changed(sequence, world=world, image=image)
    apart = np.abs(prepare(broken).image - prepare(sequence).image)
    assert apart.max() < 0.1


def test_a_body_that_turns_or_is_not_there_does_not_leap() -> None:
    sequence = any_pose_sequence(noise=0.0)
    assert not leaping_frames(sequence.world, sequence.timestamps).any()
    nobody = np.full_like(sequence.world, np.nan)
    assert not leaping_frames(nobody, sequence.timestamps).any()
    assert not leaping_frames(sequence.world[:2], sequence.timestamps[:2]).any()
