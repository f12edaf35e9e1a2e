"""Reference values of the beat statistics, from theory and from the published definition."""

import numpy as np
import pytest

from pose.motion import FloatArray
from pose.timing.beats import (
    beat_alignment,
    corrected_alignment,
    mean_direction,
    phase_lock,
)
from pose.timing.events import Events

BEAT = 0.5


def events(times: FloatArray, weight: float = 1.0) -> Events:
    return Events(times, np.full(len(times), weight))


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
    assert phase_lock(events(np.arange(0, 30, 60 / 118)), BEAT) > 0.9


def test_a_clip_that_begins_a_little_earlier_keeps_its_phase_lock() -> None:
    beats = np.arange(16) * BEAT + 0.05 * np.random.default_rng(0).normal(size=16)
    locks = [phase_lock(events(beats + start), BEAT) for start in (0.0, 0.01, 0.1, 0.7)]
    assert 0 < locks[0] < 0.9
    assert locks == pytest.approx(locks[:1] * 4)


def test_the_end_of_a_clip_counts_for_the_phase_lock() -> None:
    beats = np.arange(0, 8, BEAT)
    late = beats.copy()
    late[12:] += 0.2 * np.random.default_rng(0).normal(size=4)
    assert phase_lock(events(late), BEAT) < phase_lock(events(beats), BEAT) - 0.1


def test_chance_alone_gives_no_phase_lock() -> None:
    chance = np.random.default_rng(0)
    locks = [phase_lock(events(chance.uniform(0, 12, 20)), BEAT) for _ in range(500)]
    assert np.mean(np.array(locks) > 0) < 0.1
    assert np.mean(locks) < 0.01
    assert phase_lock(events(np.arange(0, 10, BEAT)), BEAT) == pytest.approx(1.0)


def test_scatter_lowers_the_phase_lock_step_by_step() -> None:
    chance = np.random.default_rng(0)
    errors = chance.normal(size=40)
    locks = [
        phase_lock(events(np.arange(40) * BEAT + spread * errors), BEAT)
        for spread in (0.0, 0.02, 0.04, 0.06, 0.08)
    ]
    assert locks == sorted(locks, reverse=True)
    assert locks[0] > locks[-1] + 0.3


def test_events_that_hardly_stand_out_prove_less() -> None:
    beats = np.arange(0, 10, BEAT) + 0.02 * np.random.default_rng(0).normal(size=20)
    locks = [phase_lock(events(beats, weight), BEAT) for weight in (1.0, 0.5, 0.3, 0.1)]
    assert locks == sorted(locks, reverse=True)
    assert locks[-1] == 0


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
    steps = np.random.default_rng(0).uniform(1, 99, 5000)
    assert beat_alignment(steps, np.arange(0, 100, 60 / bpm)) == pytest.approx(expected, abs=0.015)


def test_the_corrected_alignment_of_a_deaf_dancer_is_near_zero() -> None:
    chance = np.random.default_rng(0)
    beats = np.arange(0, 30, BEAT)
    found = [
        corrected_alignment(events(np.sort(chance.uniform(0, 30, 50))), beats, 30.0)
        for _ in range(30)
    ]
    assert np.mean(found) < 0.06
    assert corrected_alignment(events(beats), beats, 30.0) == pytest.approx(1.0, abs=1e-6)


def test_shaking_through_the_beats_does_not_pay() -> None:
    beats = np.arange(0, 30, BEAT)
    shaking = np.arange(0, 30, BEAT / 4)
    assert corrected_alignment(events(shaking), beats, 30.0) < 0.5
    assert corrected_alignment(events(beats[::8]), beats, 30.0) < 0.5


def test_no_events_align_with_nothing() -> None:
    nothing = np.array([])
    assert mean_direction(nothing, BEAT) == 0
    assert beat_alignment(nothing, np.arange(3.0)) == 0
    assert corrected_alignment(events(nothing), np.arange(3.0), 3.0) == 0
    assert phase_lock(events(nothing), BEAT) == 0
