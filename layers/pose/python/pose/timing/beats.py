"""How well events keep a beat: circular statistics and the beat alignment score, corrected."""

from typing import Final

import numpy as np

from pose.motion import FloatArray

TOLERANCE_S: Final = 0.05
"""Spread of the beat alignment score: 3 frames at 60 fps (Li et al. 2021, AIST++)."""
SHIFTS: Final = 200
WINDOW_BEATS: Final = 8
LEAST_EVENTS: Final = 4


def mean_direction(times: FloatArray, period: float) -> complex:
    """Return the mean of exp(2 pi i t / period); its length is Rayleigh's R, its angle the phase.

    R is 1 for perfect regularity; sqrt(pi) / (2 sqrt(n)) is expected of n random events, and
    exp(-(2 pi s / period)^2 / 2) of events scattered by s seconds around their beats.

    Source: Mardia and Jupp, Directional Statistics, sections 2.2 and 6.3.
    """
    return complex(np.mean(np.exp(2j * np.pi * times / period))) if len(times) else 0j


def phase_lock(times: FloatArray, period: float) -> float:
    """Return R^2 freed of what chance gives, in [0, 1]: (R^2 - 1/n) / (1 - 1/n), not below 0."""
    count = len(times)
    if count < LEAST_EVENTS:
        return 0.0
    squared = abs(mean_direction(times, period)) ** 2
    return max(0.0, (squared - 1 / count) / (1 - 1 / count))


def windowed_phase_lock(times: FloatArray, period: float, window_s: float, end_s: float) -> float:
    """Return the median phase lock of half-overlapping windows, in [0, 1].

    Over a whole clip a dancer one beat a minute too fast would cancel out; tempo is judged apart.
    """
    starts = np.arange(0, max(end_s - window_s, 0) + 1e-9, window_s / 2)
    locks = [
        phase_lock(times[(times >= start) & (times < start + window_s)], period) for start in starts
    ]
    return float(np.median(locks))


def beat_alignment(events: FloatArray, beats: FloatArray, tolerance: float = TOLERANCE_S) -> float:
    """Return the mean of exp(-d^2 / (2 tolerance^2)), d from each event to its nearest beat.

    Parameters
    ----------
    events, beats
        Seconds, any length; no events or no beats align by 0.

    Returns
    -------
    float
        In [0, 1].

    Source: Li et al. 2021 (AIST++), with seconds in place of frames.
    """
    if not len(events) or not len(beats):
        return 0.0
    around = np.concatenate([[-np.inf], np.sort(beats), [np.inf]])
    after = np.searchsorted(around, events)
    distance = np.minimum(events - around[after - 1], around[after] - events)
    return float(np.exp(-(distance**2) / (2 * tolerance**2)).mean())


def _both_ways(events: FloatArray, beats: FloatArray) -> float:
    there, back = beat_alignment(events, beats), beat_alignment(beats, events)
    return 2 * there * back / max(there + back, 1e-12)


def corrected_alignment(events: FloatArray, beats: FloatArray, length_s: float) -> float:
    """Return the two-way beat alignment freed of what chance gives, in [0, 1].

    F is the harmonic mean of events to beats and beats to events, so that neither shaking through
    the beats nor marking one of them pays; F0 the mean of F over 200 circular shifts of the
    events; the result (F - F0) / (1 - F0), not below 0. The published one-way score of a dancer
    who ignores the music is about sigma sqrt(2 pi) / period, a quarter at 120 beats a minute.
    """
    if len(events) < LEAST_EVENTS or not len(beats):
        return 0.0
    shifts = np.arange(SHIFTS) * (length_s / SHIFTS)
    moved = [_both_ways((events + shift) % length_s, beats) for shift in shifts]
    chance = float(np.mean(moved))
    return max(0.0, (moved[0] - chance) / max(1 - chance, 1e-12))
