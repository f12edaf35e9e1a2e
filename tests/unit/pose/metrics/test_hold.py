"""Hold: time held, sway above the tracker's noise, touch-downs."""

from itertools import pairwise

import numpy as np
import pytest

from pose.calibration import current_calibration
from pose.landmarks import LANDMARK_COUNT, Landmark
from pose.metrics.hold import hold
from pose.metrics.result import MetricResult
from pose.motion import Motion
from pose.preprocessing.preparing import prepare
from pose.scoring import score
from tests.unit.pose.any_body import (
    MOTION_CAPTURE,
    captured,
    filmed,
    on_one_leg,
    quietly_standing,
    standing,
    swaying,
)
from tests.unit.pose.any_sequence import (
    Dancer,
    any_brief,
    any_pose_sequence,
    bodies,
    seen_by_camera,
    without,
)

captures = pytest.mark.skipif(
    not MOTION_CAPTURE.is_dir(), reason="no ../shared/motion in this checkout"
)


def judged(motion: Motion) -> MetricResult:
    return hold(motion, any_brief(challenge_type="static"), current_calibration())


def falling(scores: list[float]) -> bool:
    return all(better > worse for better, worse in pairwise(scores))


@pytest.mark.parametrize("body", [standing(12.0), on_one_leg(12.0)], ids=["two feet", "one leg"])
def test_a_statue_holds_to_the_end(body: np.ndarray) -> None:
    result = judged(filmed(body, noise=0.0005))
    assert result.score > 95
    assert result.confidence == 1
    assert result.evidence["hold_s"] == pytest.approx(12, abs=0.2)
    assert result.evidence["corrections"] == 0


def test_the_foot_that_is_held_up_is_known() -> None:
    feet = [judged(filmed(body)).evidence["feet"] for body in (standing(), on_one_leg())]
    assert feet == [2, 1]


def test_a_longer_hold_is_worth_more() -> None:
    times = (10.0, 7.0, 4.0, 2.5)
    found = [judged(filmed(standing(seconds), noise=0.0005)) for seconds in times]
    assert falling([one.score for one in found])
    assert [one.evidence["hold_s"] for one in found] == pytest.approx(times, abs=0.1)


def test_sway_costs_step_by_step() -> None:
    scores = [judged(filmed(swaying(standing(), by), noise=0.0005)).score for by in (0, 1, 2, 3, 5)]
    assert falling(scores), scores


def test_every_touch_down_costs_and_is_timed() -> None:
    found = [judged(filmed(on_one_leg(touches=n), noise=0.0005)) for n in (0, 1, 2, 3)]
    assert falling([one.score for one in found])
    assert [one.evidence["corrections"] for one in found] == [0, 1, 2, 3]
    assert found[1].evidence["corrections_s"] == pytest.approx([6.0], abs=0.3)


def test_a_break_is_not_time_held() -> None:
    middle = swaying(standing(12.0), 12.0)
    body = np.concatenate([standing(4.0), middle[:42], standing(4.0)])
    assert judged(filmed(body)).evidence["hold_s"] == pytest.approx(8.0, abs=0.7)


def test_dancing_is_no_hold() -> None:
    assert judged(prepare(any_pose_sequence())).score < 40
    assert judged(filmed(bodies(Dancer(bpm=150, wobble=1.0)))).score < 20


def test_a_shaken_camera_is_no_sway() -> None:
    body = standing(8.0)
    shake = 0.04 * np.sin(2 * np.pi * 1.5 * np.arange(len(body)) / 60)
    shaken = body + shake[:, None, None] * [1.0, 1.0, 0.0]
    assert judged(filmed(shaken)).evidence["sway_tu_per_s"] == pytest.approx(0, abs=0.01)


def test_without_feet_there_is_no_hold_and_a_reason() -> None:
    legless = without(seen_by_camera(standing()), range(Landmark.LEFT_ANKLE, LANDMARK_COUNT))
    result = judged(prepare(legless))
    assert (result.score, result.confidence) == (0, 0)
    assert "feet" in str(result.evidence["reason"])


def test_stillness_is_no_fault_where_it_is_asked_for() -> None:
    brief = any_brief(challenge_type="statues", criteria={"hold": 100})
    assert score(seen_by_camera(standing(), noise=0.0005), brief).total > 95


@captures
def test_quiet_standing_is_steadier_than_walking() -> None:
    quiet, walking = judged(filmed(quietly_standing())), judged(filmed(captured("walk")))
    assert quiet.score > 95
    assert quiet.evidence["sway_tu_per_s"] == 0
    assert walking.score < 10


@captures
@pytest.mark.parametrize("name", ["dance", "hop", "walk", "cartwheel"])
def test_nobody_who_moves_about_holds(name: str) -> None:
    assert judged(filmed(captured(name))).score < 15


@pytest.mark.parametrize(
    ("asked_s", "least", "most"), [(4.0, 90, 100), (8.0, 80, 100), (30.0, 0, 30)]
)
def test_a_hold_is_a_share_of_what_is_asked(asked_s: float, least: float, most: float) -> None:
    asked = any_brief(challenge_type="static", hold_s=asked_s)
    result = hold(filmed(on_one_leg(8.0)), asked, current_calibration())
    assert least < result.score < most
    assert result.evidence["asked_s"] == asked_s
