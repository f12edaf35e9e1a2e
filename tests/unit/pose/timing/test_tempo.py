"""The tempo of a movement: right, sharp, and safe against octave errors."""

import numpy as np
import pytest

from pose.calibration import current_calibration
from pose.metrics.rhythm import KeptTempo, kept_tempo
from pose.motion import FloatArray
from pose.preprocessing.preparing import prepare
from pose.timing.events import event_streams
from pose.timing.tempo import free_tempo, pulse, self_similarity
from tests.unit.pose.any_sequence import any_pose_sequence


def kept(similarity: FloatArray, beat: float = 0.5) -> KeptTempo:
    return kept_tempo(
        similarity, 30.0, beat, lambda found: current_calibration().at("any", "rhythm.pulse", found)
    )


@pytest.mark.parametrize("bpm", [80, 96, 110, 120, 132, 150])
def test_the_tempo_of_a_dance_is_found_without_knowing_it(bpm: float) -> None:
    motion = prepare(any_pose_sequence(bpm=bpm))
    found, steadiness = free_tempo(self_similarity(motion), motion.rate)
    assert found == pytest.approx(bpm, rel=0.02)
    assert steadiness > 0.2


@pytest.mark.parametrize(("level", "danced"), [(1.0, 120.0), (0.5, 60.0), (2.0, 240.0)])
def test_dancing_every_other_beat_or_twice_each_is_in_tempo(level: float, danced: float) -> None:
    motion = prepare(any_pose_sequence(bpm=danced, variety=0.0))
    found = kept(self_similarity(motion))
    assert found.tempo > 0.8
    assert abs(found.error) < 0.015
    assert level * 120 == danced


@pytest.mark.parametrize(
    ("tempo", "least", "most"),
    [(1.0, 0.9, 1.0), (1.01, 0.9, 1.0), (1.03, 0.6, 0.9), (0.95, 0.3, 0.65), (1.09, 0.0, 0.05)],
)
def test_credit_falls_with_the_error_of_tempo(tempo: float, least: float, most: float) -> None:
    motion = prepare(any_pose_sequence(tempo=tempo, variety=0.2))
    assert least <= kept(self_similarity(motion)).tempo <= most


def test_an_error_of_tempo_is_told_to_half_a_per_cent() -> None:
    motion = prepare(any_pose_sequence(bpm=117.0, variety=0.2))
    assert kept(self_similarity(motion)).error == pytest.approx(-0.025, abs=0.005)


@pytest.mark.parametrize(("period", "expected"), [(0.5, 2.0), (1.0, 0.0), (0.25, 0.0)])
def test_a_pure_swing_pulses_at_its_own_period_alone(period: float, expected: float) -> None:
    similarity = np.cos(2 * np.pi * np.arange(150) / 30 / 0.5)
    assert pulse(similarity, 30.0, period) == pytest.approx(expected, abs=0.06)


def test_a_body_at_rest_has_no_tempo() -> None:
    similarity = self_similarity(prepare(any_pose_sequence(amplitude=0.0, noise=0.0)))
    assert free_tempo(similarity, 30.0) == (0.0, 0.0)
    assert pulse(similarity, 30.0, 0.5) == 0.0


@pytest.mark.parametrize("stream", ["bounces", "pauses", "hand turns"])
def test_every_stream_of_events_marks_the_beats_danced(stream: str) -> None:
    motion = prepare(any_pose_sequence(variety=0.0, noise=0.0))
    events = event_streams(motion)[stream].clear
    off = (events + 0.25) % 0.5 - 0.25
    assert len(events) >= 20
    assert np.abs(off).max() < 0.06
