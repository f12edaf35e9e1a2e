"""Endurance: to the end as at the beginning."""

from itertools import pairwise

import pytest

from pose.calibration import current_calibration
from pose.metrics.endurance import endurance
from pose.metrics.result import MetricResult
from pose.motion import Motion
from pose.preprocessing.preparing import prepare
from tests.unit.pose.any_body import filmed, resting, tiring
from tests.unit.pose.any_sequence import any_brief, any_pose_sequence


def judged(motion: Motion, bpm: float | None = 120.0) -> MetricResult:
    return endurance(
        motion, any_brief(challenge_type="endurance", target_bpm=bpm), current_calibration()
    )


@pytest.mark.parametrize("bpm", [120.0, None])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_dance_that_does_not_tire_is_not_said_to(seed: int, bpm: float | None) -> None:
    result = judged(filmed(tiring(0.0, seed=seed), noise=0.001), bpm)
    assert result.score > 90
    assert result.evidence["lost_share"] == 0
    assert result.confidence == 1


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_more_a_dance_tires_the_less_it_is_worth(seed: int) -> None:
    losses = (0.3, 0.45, 0.6, 0.75, 0.9)
    found = [judged(filmed(tiring(loss, seed=seed), noise=0.001)) for loss in losses]
    assert all(better.score > worse.score for better, worse in pairwise(found))
    assert found[-1].score < 55


def test_a_rest_costs_by_its_length_and_is_timed() -> None:
    found = [judged(filmed(resting(24.0, rest), noise=0.001)) for rest in (0.0, 2.0, 4.0, 8.0)]
    assert all(better.score > worse.score for better, worse in pairwise(found))
    assert found[2].evidence["longest_rest_s"] == pytest.approx(4, abs=0.4)
    assert found[2].evidence["longest_rest_at_s"] == pytest.approx(12, abs=0.4)


def test_the_trend_of_the_energy_is_reported_by_the_minute() -> None:
    result = judged(filmed(tiring(0.6), noise=0.001))
    assert float(str(result.evidence["energy_percent_per_min"])) < -80
    assert float(str(result.evidence["energy_kept"])) < 0.6


def test_who_never_moves_does_not_endure() -> None:
    assert judged(prepare(any_pose_sequence(amplitude=0.0, seconds=20.0))).score == 0


def test_a_clip_too_short_to_tire_in_is_not_judged() -> None:
    result = judged(prepare(any_pose_sequence(seconds=6.0)))
    assert (result.score, result.confidence) == (0, 0)
    assert "at least 20 seconds" in str(result.evidence["reason"])


def test_a_longer_clip_is_trusted_more() -> None:
    trust = [judged(prepare(any_pose_sequence(seconds=s))).confidence for s in (10.0, 15.0, 21.0)]
    assert trust == pytest.approx([1 / 6, 7 / 12, 1], abs=0.02)
