"""Spin: turns counted, axis kept, landing stood; and sides not exchanged by a fast turn."""

from itertools import pairwise

import numpy as np
import pytest

from pose.body.turning import body_turns, heading
from pose.calibration import current_calibration
from pose.errors import CannotScoreError
from pose.landmarks import Landmark
from pose.metrics.result import MetricResult
from pose.metrics.spin import spin
from pose.motion import Motion
from pose.preprocessing.preparing import prepare
from pose.preprocessing.swaps import MIRRORED, swapped_frames
from tests.unit.pose.any_body import MOTION_CAPTURE, captured, filmed, spun, standing, turned_by
from tests.unit.pose.any_sequence import (
    FINE_HZ,
    Dancer,
    any_brief,
    any_pose_sequence,
    bodies,
    changed,
    seen_by_camera,
    without,
)


def judged(motion: Motion) -> MetricResult:
    return spin(motion, any_brief(challenge_type="spin"), current_calibration())


def number(result: MetricResult, key: str) -> float:
    value = result.evidence[key]
    assert isinstance(value, float)
    return value


@pytest.mark.parametrize(("turns", "seconds"), [(1, 1.0), (2, 1.5), (3, 3.0), (-2, 2.0), (5, 4.0)])
def test_turns_are_counted_either_way(turns: float, seconds: float) -> None:
    result = judged(filmed(spun(turns, seconds), noise=0.001))
    assert number(result, "turns") == pytest.approx(abs(turns), abs=0.05)
    assert number(result, "net_turns") == pytest.approx(turns, abs=0.05)
    assert result.confidence == 1


def test_turns_to_and_fro_are_counted_each() -> None:
    both = np.concatenate([spun(2, 2.0), spun(-1, 1.2)])
    result = judged(filmed(both, noise=0.001))
    assert result.evidence["spins"] == pytest.approx([2, -1], abs=0.05)
    assert number(result, "turns") == pytest.approx(3, abs=0.1)
    assert number(result, "net_turns") == pytest.approx(1, abs=0.05)


def test_more_turns_are_worth_more() -> None:
    scores = [judged(filmed(spun(turns, turns), noise=0.001)).score for turns in (4, 3, 2, 1)]
    assert all(more > fewer for more, fewer in pairwise(scores)), scores
    assert scores[0] > 90


@pytest.mark.parametrize(
    "motion",
    [prepare(any_pose_sequence()), prepare(any_pose_sequence(amplitude=0.0)), filmed(spun(0.5, 1))],
    ids=["dancing", "standing", "half a turn"],
)
def test_who_does_not_turn_has_not_spun(motion: Motion) -> None:
    result = judged(motion)
    assert (result.score, result.confidence) == (0, 1)
    assert number(result, "turns") == 0


def test_drifting_off_the_axis_costs() -> None:
    drifts = (0.0, 0.1, 0.2, 0.3, 0.4)
    found = [judged(filmed(spun(3, 3, drift_m=drift), noise=0.001)) for drift in drifts]
    assert all(better.score > worse.score for better, worse in pairwise(found))
    astray = [number(one, "axis_drift_tu") for one in found]
    assert astray == pytest.approx([0.09, 0.20, 0.41, 0.61, 0.82], abs=0.04)


def test_a_late_landing_costs() -> None:
    times = (0.0, 0.5, 1.0, 1.5)
    found = [judged(filmed(spun(2, 2, stumble_s=late), noise=0.001)) for late in times]
    assert all(better.score > worse.score for better, worse in pairwise(found))
    assert [number(one, "landing_s") for one in found] == pytest.approx(times, abs=0.25)


def test_a_landing_that_the_clip_does_not_show_is_not_credited() -> None:
    cut, shown = (judged(filmed(spun(2, 2, tail_s=tail), noise=0.001)) for tail in (0.0, 1.0))
    assert "landing_s" not in cut.evidence
    assert cut.score < shown.score - 10


@pytest.mark.parametrize("hidden", [Landmark.LEFT_HIP, Landmark.RIGHT_SHOULDER])
def test_unseen_turns_are_not_guessed(hidden: int) -> None:
    sequence = seen_by_camera(spun(2, 2))
    away = without(sequence, [hidden])
    keep = np.arange(len(sequence.timestamps)) < len(sequence.timestamps) / 5
    seen = np.where(keep[:, None], sequence.visibility, away.visibility)
    result = judged(prepare(changed(sequence, visibility=seen)))
    assert (result.score, result.confidence) == (0, 0)
    assert "shoulders and hips" in str(result.evidence["reason"])


def test_sides_exchanged_by_the_tracker_are_no_turn() -> None:
    sequence = seen_by_camera(spun(2, 3), noise=0.001)
    image, world = sequence.image.copy(), sequence.world.copy()
    for points in (image, world):
        points[20:32] = points[20:32][:, list(MIRRORED)]
    exchanged = prepare(changed(sequence, image=image, world=world))
    assert body_turns(exchanged) == pytest.approx(2, abs=0.05)


@pytest.mark.parametrize("step", [0.15, 0.2, 0.25, 0.3])
def test_a_tracker_that_turns_by_jerks_does_not_exchange_sides(step: float) -> None:
    """In a spin landmarkers hold on to a view of the body and then jump on by up to a quarter."""
    body = bodies(Dancer(seconds=6.0))
    angle = 2 * np.pi * step * np.floor(np.arange(len(body)) / FINE_HZ * 0.8 / step)
    jerky = seen_by_camera(turned_by(body, angle), noise=0.001)
    assert not swapped_frames(jerky.world).any()
    assert body_turns(prepare(jerky)) == pytest.approx(angle[-4] / (2 * np.pi), abs=0.05)


def test_a_heading_does_not_know_whole_turns_apart_but_counts_them() -> None:
    angle = np.linspace(0.3, 0.3 + 2 * np.pi * 7.25, 120)
    line = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    assert heading(line) == pytest.approx(angle)


def test_a_body_that_is_nowhere_is_refused() -> None:
    sequence = seen_by_camera(standing(3.0))
    with pytest.raises(CannotScoreError):
        prepare(changed(sequence, world=np.full_like(sequence.world, 1e6)))


@pytest.mark.skipif(not MOTION_CAPTURE.is_dir(), reason="no ../shared/motion in this checkout")
def test_a_captured_dancers_spin_is_counted_through_the_camera() -> None:
    result = judged(filmed(captured("dance"), noise=0.001))
    assert number(result, "net_turns") == pytest.approx(5.43, abs=0.05)
    assert number(result, "turns") > 4.5


@pytest.mark.parametrize(
    ("asked", "least", "most"), [(1.0, 85, 100), (3.0, 85, 100), (6.0, 30, 60)]
)
def test_turns_are_a_share_of_what_is_asked(asked: float, least: float, most: float) -> None:
    brief = any_brief(challenge_type="spin", turns=asked)
    result = spin(filmed(spun(3, 3.0)), brief, current_calibration())
    assert least < result.score < most
    assert result.evidence["asked_turns"] == asked
