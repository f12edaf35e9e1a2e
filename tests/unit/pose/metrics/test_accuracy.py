"""Accuracy against a reference: shape and timing apart, side, size and place ignored."""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import pytest

from pose.body.limbs import LIMB_NAMES
from pose.calibration import current_calibration
from pose.landmarks import LANDMARK_COUNT, Landmark
from pose.metrics.accuracy import accuracy
from pose.metrics.result import MetricResult
from pose.preprocessing.preparing import prepare
from pose.sequence import PoseSequence
from pose.tracker.estimator import extract
from tests.unit.pose.any_body import delayed, retimed, turned_by
from tests.unit.pose.any_sequence import (
    FINE_HZ,
    Dancer,
    any_brief,
    any_pose_sequence,
    bodies,
    changed,
    mirrored,
    seen_by_camera,
    without,
)
from tests.unit.pose.model import MODEL_PATH, REAL_CLIPS

DANCE = bodies(Dancer(seconds=12.0))
REFERENCE = seen_by_camera(DANCE)
LEGS = range(Landmark.LEFT_KNEE, LANDMARK_COUNT)


def compared(
    attempt: PoseSequence, reference: PoseSequence | None = REFERENCE, bpm: float | None = 120.0
) -> MetricResult:
    brief = any_brief(challenge_type="accuracy", reference=reference, target_bpm=bpm)
    return accuracy(prepare(attempt), brief, current_calibration())


def numbers(result: MetricResult) -> dict[str, float]:
    return {key: value for key, value in result.evidence.items() if isinstance(value, float)}


def test_the_reference_itself_is_perfect() -> None:
    result = compared(REFERENCE)
    assert result.score > 99.9
    assert result.confidence == 1
    assert numbers(result)["shape"] == pytest.approx(100)
    assert numbers(result)["timing"] == pytest.approx(100)


@pytest.mark.parametrize(
    ("attempt", "side"),
    [
        (mirrored(REFERENCE), 1),
        (seen_by_camera(DANCE, scale=0.84, place=(0.2, 0.5)), 0),
        (mirrored(seen_by_camera(DANCE, scale=0.21, place=(0.8, 0.7))), 1),
        (seen_by_camera(turned_by(DANCE, np.radians(30))), 0),
    ],
    ids=["mirrored", "twice as large", "small, mirrored", "from 30 degrees aside"],
)
def test_side_size_place_and_camera_do_not_matter(attempt: PoseSequence, side: int) -> None:
    result = compared(attempt)
    assert result.score == pytest.approx(compared(REFERENCE).score, abs=4)
    assert numbers(result)["mirrored"] == side


@pytest.mark.parametrize("late_s", [0.2, 1.0, 3.0])
def test_a_constant_lag_is_forgiven_and_reported(late_s: float) -> None:
    evidence = numbers(compared(seen_by_camera(delayed(DANCE, late_s))))
    assert evidence["shape"] > 99
    assert evidence["timing"] > 99
    assert evidence["lag_ms"] == pytest.approx(1000 * late_s, abs=10)


@pytest.mark.parametrize("tempo", [0.8, 0.9, 1.1, 1.25])
def test_another_tempo_keeps_the_shape_and_costs_timing(tempo: float) -> None:
    evidence = numbers(compared(seen_by_camera(retimed(DANCE, tempo))))
    assert evidence["tempo_ratio"] == pytest.approx(tempo, abs=0.01)
    assert evidence["shape"] > 95
    assert evidence["timing"] < 60


def test_a_dance_played_backwards_is_not_the_choreography() -> None:
    assert compared(seen_by_camera(DANCE[::-1])).score < 40


@pytest.mark.parametrize("variety", [0.0, 0.3, 0.5, 0.8])
def test_another_dance_is_not_the_choreography(variety: float) -> None:
    assert compared(any_pose_sequence(variety=variety)).score < 60


def test_standing_still_is_worth_nothing() -> None:
    assert compared(any_pose_sequence(amplitude=0.0)).score < 5


FAULTS: Mapping[str, tuple[str, tuple[float, ...]]] = {
    "beat_error_s": ("timing", (0.0, 0.04, 0.08, 0.12, 0.16)),
    "amplitude": ("shape", (1.0, 0.9, 0.8, 0.7, 0.6)),
    "jerk": ("shape", (0.0, 0.25, 0.5, 0.75, 1.0)),
    "wobble": ("shape", (0.0, 0.25, 0.5, 0.75, 1.0)),
    "noise": ("shape", (0.0, 0.001, 0.002, 0.004, 0.008)),
}


@pytest.mark.parametrize("fault", list(FAULTS))
def test_a_fault_costs_step_by_step_where_it_belongs(fault: str) -> None:
    part, strengths = FAULTS[fault]
    found = [compared(any_pose_sequence(**{"noise": 0.0, fault: by})) for by in strengths]
    assert all(better.score > worse.score for better, worse in pairwise(found))
    shares = [numbers(result)[part] for result in found]
    assert all(better > worse for better, worse in pairwise(shares)), shares


def test_bad_timing_leaves_the_shape_alone() -> None:
    evidence = numbers(compared(any_pose_sequence(beat_error_s=0.12)))
    assert evidence["shape"] > 95
    assert evidence["timing"] < 60


@pytest.mark.parametrize("share", [0.4, 0.6, 0.8])
def test_what_is_not_danced_does_not_count(share: float) -> None:
    part = seen_by_camera(DANCE[: int(share * len(DANCE))])
    assert numbers(compared(part))["covered"] == pytest.approx(share + 1 / 12, abs=0.02)
    assert compared(part).score == pytest.approx(100 * (share + 1 / 12), abs=3)


def test_the_limb_and_the_bar_that_were_off_are_named() -> None:
    raised = DANCE.copy()
    fourth = slice(round(6.0 * FINE_HZ), round(8.0 * FINE_HZ))
    hand = [Landmark.RIGHT_WRIST, Landmark.RIGHT_INDEX, Landmark.RIGHT_PINKY]
    raised[fourth, hand] += [0.0, 0.5, 0.0]
    evidence = compared(seen_by_camera(raised)).evidence
    assert evidence["worst_limb"] == "right forearm"
    assert evidence["worst_limb_bar"] == 4
    assert evidence["worst_limb_s"] == pytest.approx(7.0, abs=0.2)
    other = compared(mirrored(seen_by_camera(raised))).evidence
    assert other["worst_limb"] == "left forearm"


def test_the_bars_of_another_dance_are_named() -> None:
    other = bodies(Dancer(seconds=12.0, variety=0.3))
    body = DANCE.copy()
    body[240:480] = other[240:480]
    assert compared(seen_by_camera(body)).evidence["other_bars"] == [3, 4]


def test_the_part_of_the_body_that_was_late_is_named() -> None:
    times = np.arange(len(DANCE)) / FINE_HZ
    late = 0.2 * np.exp(-(((times - 6) / 2.0) ** 4))
    index = np.clip(np.rint((times - late) * FINE_HZ).astype(int), 0, len(DANCE) - 1)
    body = DANCE.copy()
    for side in ("LEFT", "RIGHT"):
        shoulder = Landmark[f"{side}_SHOULDER"]
        arm = [Landmark[f"{side}_{j}"] for j in ("ELBOW", "WRIST", "INDEX", "PINKY", "THUMB")]
        body[:, arm] = (DANCE[:, arm] - DANCE[:, [shoulder]])[index] + DANCE[:, [shoulder]]
    evidence = compared(seen_by_camera(body)).evidence
    assert evidence["late_part"] == "arms"
    assert evidence["late_bars"] == [3, 4]
    assert evidence["late_ms"] == pytest.approx(160, abs=50)


def test_the_bar_that_was_late_is_named() -> None:
    times = np.arange(len(DANCE)) / FINE_HZ
    late = 0.2 * np.exp(-(((times - 7) / 1.2) ** 4))
    index = np.clip(np.rint((times - late) * FINE_HZ).astype(int), 0, len(DANCE) - 1)
    evidence = compared(seen_by_camera(DANCE[index])).evidence
    assert evidence["late_bars"] == [4, 4]
    assert evidence["late_part"] == ""
    assert evidence["late_ms"] == pytest.approx(150, abs=50)


def test_without_a_reference_there_is_no_accuracy_and_a_reason() -> None:
    result = compared(REFERENCE, reference=None)
    assert (result.score, result.confidence) == (0, 0)
    assert "no reference choreography" in str(result.evidence["reason"])


def test_a_reference_in_which_nobody_is_seen_is_no_reference() -> None:
    result = compared(REFERENCE, reference=without(REFERENCE, range(LANDMARK_COUNT)))
    assert result.confidence == 0
    assert "cannot be followed" in str(result.evidence["reason"])


def test_what_the_reference_does_not_show_is_not_asked_for() -> None:
    halved = without(REFERENCE, LEGS)
    result = compared(REFERENCE, reference=halved)
    assert result.score > 99
    assert result.confidence == 1


def test_what_the_dancer_does_not_show_lowers_the_confidence() -> None:
    hidden = without(REFERENCE, range(Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST + 2))
    assert compared(hidden).confidence < 0.7


def test_a_coarse_camera_lowers_the_confidence() -> None:
    assert compared(changed(REFERENCE, native_fps=14.0)).confidence < 0.8


def test_every_limb_has_a_name_of_its_own() -> None:
    assert len(set(LIMB_NAMES)) == 9


@pytest.mark.skipif(not REAL_CLIPS.is_dir(), reason="no ../shared/clips in this checkout")
def test_a_real_attempt_is_nearer_to_its_reference_than_anything_else() -> None:
    reference, attempt = (
        extract(REAL_CLIPS / f"{name}.mp4", model_path=MODEL_PATH, video_sha256="0" * 64)
        for name in ("choreo_reference", "choreo_attempt")
    )
    found = compared(attempt, reference, bpm=None)
    assert found.score > 55
    assert numbers(found)["shape"] > 80
    assert compared(REFERENCE, reference, bpm=None).score < 10
