"""The tempo of a movement: right, sharp, and safe against octave errors."""

import numpy as np
import pytest

from pose.metrics.rhythm import tempo_credit
from pose.preprocessing.preparing import prepare
from pose.timing.events import event_streams
from pose.timing.tempo import free_tempo, peak_near, self_similarity
from tests.unit.pose.any_sequence import any_pose_sequence


@pytest.mark.parametrize("bpm", [80, 96, 110, 120, 132, 150])
def test_the_tempo_of_a_dance_is_found_without_knowing_it(bpm: float) -> None:
    motion = prepare(any_pose_sequence(bpm=bpm))
    found, steadiness = free_tempo(self_similarity(motion), motion.rate)
    assert found == pytest.approx(bpm, rel=0.02)
    assert steadiness > 0.2


@pytest.mark.parametrize(("level", "danced"), [(1.0, 120.0), (0.5, 60.0), (2.0, 240.0)])
def test_dancing_every_other_beat_or_twice_each_is_in_tempo(level: float, danced: float) -> None:
    motion = prepare(any_pose_sequence(bpm=danced, variety=0.0))
    credit, error = tempo_credit(self_similarity(motion), motion.rate, 0.5)
    assert credit > 0.8
    assert abs(error) < 0.015
    assert level * 120 == danced


@pytest.mark.parametrize(
    ("tempo", "least", "most"),
    [(1.0, 0.9, 1.0), (1.01, 0.9, 1.0), (1.03, 0.6, 0.9), (0.95, 0.3, 0.65), (1.09, 0.0, 0.05)],
)
def test_credit_falls_with_the_error_of_tempo(tempo: float, least: float, most: float) -> None:
    motion = prepare(any_pose_sequence(tempo=tempo, variety=0.2))
    credit, _ = tempo_credit(self_similarity(motion), motion.rate, 0.5)
    assert least <= credit <= most


def test_a_period_is_sharpened_by_its_multiples() -> None:
    motion = prepare(any_pose_sequence(bpm=117.0, variety=0.2))
    period, _ = peak_near(self_similarity(motion), motion.rate, 0.5)
    assert 60 / period == pytest.approx(117.0, rel=0.004)


def test_a_body_at_rest_has_no_tempo() -> None:
    similarity = self_similarity(prepare(any_pose_sequence(amplitude=0.0, noise=0.0)))
    assert free_tempo(similarity, 30.0) == (0.0, 0.0)
    assert peak_near(similarity, 30.0, 0.5) == (0.0, 0.0)


@pytest.mark.parametrize("stream", ["bounces", "pauses", "hand turns"])
def test_every_stream_of_events_marks_the_beats_danced(stream: str) -> None:
    motion = prepare(any_pose_sequence(variety=0.0, noise=0.0))
    events = event_streams(motion)[stream]
    off = (events + 0.25) % 0.5 - 0.25
    assert len(events) >= 20
    assert np.abs(off).max() < 0.06
