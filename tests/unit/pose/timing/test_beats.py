"""Reference values of the beat statistics, from theory and from the published definition."""

import numpy as np
import pytest

from pose.timing.beats import (
    beat_alignment,
    corrected_alignment,
    mean_direction,
    phase_lock,
    windowed_phase_lock,
)

BEAT = 0.5


@pytest.mark.parametrize(
    ("count", "expected"), [(5, 0.396), (10, 0.280), (20, 0.198), (40, 0.140), (60, 0.114)]
)
def test_random_events_have_the_expected_resultant(count: int, expected: float) -> None:
    chance = np.random.default_rng(0)
    found = [abs(mean_direction(chance.uniform(0, 99, count), BEAT)) for _ in range(2000)]
    assert np.mean(found) == pytest.approx(expected, abs=0.012)


@pytest.mark.parametrize(
    ("jitter_ms", "expected"),
    [(10, 0.992), (20, 0.969), (30, 0.931), (50, 0.821), (80, 0.603), (100, 0.454)],
)
def test_jitter_lowers_the_resultant_as_theory_says(jitter_ms: float, expected: float) -> None:
    jitter = np.random.default_rng(0).normal(0, jitter_ms / 1000, 4000)
    assert abs(mean_direction(np.arange(4000) * BEAT + jitter, BEAT)) == pytest.approx(
        expected, abs=0.015
    )


@pytest.mark.parametrize(
    ("bpm", "expected"),
    [(119, 0.631), (121, 0.631), (119.5, 0.900), (118, 0), (122, 0), (117, 0.2105), (123, 0.2105)],
)
def test_drift_cancels_the_resultant_of_a_whole_clip(bpm: float, expected: float) -> None:
    times = np.arange(0, 30, 60 / bpm)
    assert abs(mean_direction(times, BEAT)) == pytest.approx(expected, abs=1e-3)


def test_drift_hardly_hurts_the_windowed_phase_lock() -> None:
    assert windowed_phase_lock(np.arange(0, 30, 60 / 118), BEAT, 4.0, 30.0) > 0.9


def test_chance_alone_gives_no_phase_lock() -> None:
    chance = np.random.default_rng(0)
    locks = [phase_lock(chance.uniform(0, 30, 20), BEAT) for _ in range(500)]
    assert np.mean(locks) < 0.03
    assert phase_lock(np.arange(0, 10, BEAT), BEAT) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("frames", "expected"),
    [(0, 1), (1, 0.94596), (2, 0.80074), (3, 0.60653), (4.5, 0.32465), (6, 0.13534),
     (9, 0.01111), (15, 0.00000)],
)  # fmt: skip
def test_alignment_falls_with_the_shift(frames: float, expected: float) -> None:
    beats = np.arange(BEAT, 10, BEAT)
    assert beat_alignment(beats + frames / 60, beats) == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize(("bpm", "expected"), [(90, 0.188), (120, 0.251), (160, 0.334)])
def test_the_published_alignment_of_a_deaf_dancer_is_far_from_zero(
    bpm: float, expected: float
) -> None:
    events = np.random.default_rng(0).uniform(1, 99, 5000)
    assert beat_alignment(events, np.arange(0, 100, 60 / bpm)) == pytest.approx(expected, abs=0.015)


def test_the_corrected_alignment_of_a_deaf_dancer_is_near_zero() -> None:
    chance = np.random.default_rng(0)
    beats = np.arange(0, 30, BEAT)
    found = [
        corrected_alignment(np.sort(chance.uniform(0, 30, 50)), beats, 30.0) for _ in range(30)
    ]
    assert np.mean(found) < 0.06
    assert corrected_alignment(beats, beats, 30.0) == pytest.approx(1.0, abs=1e-6)


def test_shaking_through_the_beats_does_not_pay() -> None:
    beats = np.arange(0, 30, BEAT)
    shaking = np.arange(0, 30, BEAT / 4)
    assert corrected_alignment(shaking, beats, 30.0) < 0.5
    assert corrected_alignment(beats[::8], beats, 30.0) < 0.5


def test_no_events_align_with_nothing() -> None:
    nothing = np.array([])
    assert mean_direction(nothing, BEAT) == 0
    assert beat_alignment(nothing, np.arange(3.0)) == 0
    assert corrected_alignment(nothing, np.arange(3.0), 3.0) == 0
    assert windowed_phase_lock(nothing, BEAT, 4.0, 10.0) == 0
