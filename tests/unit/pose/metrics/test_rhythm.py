"""Rhythm: what few events may do by chance proves no beat."""

import pytest

from pose.calibration import current_calibration
from pose.metrics.rhythm import rhythm
from pose.preprocessing.preparing import prepare
from tests.unit.pose.any_sequence import any_brief, any_pose_sequence


@pytest.mark.parametrize("seed", [1, 2, 4])
def test_events_prove_no_beat_where_the_body_does_not_pulse(seed: int) -> None:
    aimless = any_pose_sequence(seconds=16.0, bpm=100.0, beat_error_s=0.2, seed=seed)
    found = rhythm(prepare(aimless), any_brief(target_bpm=120.0), current_calibration())
    assert found.evidence["pulse"] == pytest.approx(0.03, abs=0.03)
    assert found.score < 0.5


def test_events_prove_a_beat_where_the_body_pulses() -> None:
    brief = any_brief(target_bpm=120.0)
    found = rhythm(prepare(any_pose_sequence(seconds=16.0)), brief, current_calibration())
    assert found.score > 90
