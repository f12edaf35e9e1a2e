"""How well events keep a beat: circular statistics and the beat alignment score, corrected."""

from typing import Final

import numpy as np

from pose.motion import FloatArray
from pose.timing.events import Events

TOLERANCE_S: Final = 0.05
"""Spread of the beat alignment score: 3 frames at 60 fps (Li et al. 2021, AIST++)."""
SHIFTS: Final = 200
WINDOW_EVENTS: Final = 8
SPREADS: Final = 2.0
"""Standard deviations of chance that prove nothing."""


def mean_direction(times: FloatArray, period: float, weights: FloatArray | None = None) -> complex:
    """Return the mean of exp(2 pi i t / period); its length is Rayleigh's R, its angle the phase.

    R is 1 for perfect regularity; sqrt(pi) / (2 sqrt(n)) is expected of n random events, and
    exp(-(2 pi s / period)^2 / 2) of events scattered by s seconds around their beats.

    Source: Mardia and Jupp, Directional Statistics, sections 2.2 and 6.3.
    """
    if not len(times):
        return 0j
    return complex(np.average(np.exp(2j * np.pi * times / period), weights=weights))


def phase_lock(events: Events, period: float) -> float:
    """Return the mean R^2 in windows of 8 periods, freed of what chance could give, in [0, 1].

    Over a whole clip a dancer one beat a minute too fast would cancel out; tempo is judged apart.
    Windows that begin at set moments would let a beat at their edge come and go with a hundredth of
    a second, and leave out the end of a clip that is no multiple of them. So every window counts:
    two events count together by the share of windows that hold both, a straight line from 1 to 0
    over 8 periods. Their pairwise phase consistency, the mean cosine of the angles between them,
    is an estimate of R^2 that chance leaves at 0; its spread s by chance is known. What lies below
    two spreads proves nothing: (R^2 - 2 s) / (1 - 2 s), not below 0.

    Source: Vinck et al. 2010, The pairwise phase consistency, NeuroImage 51:112.

    Parameters
    ----------
    events
        Each counts as its weight.
    period
        s.
    """
    earlier, later = np.triu_indices(len(events.times), 1)
    apart = np.abs(events.times[later] - events.times[earlier])
    together = np.maximum(0, 1 - apart / (WINDOW_EVENTS * period))
    weights = events.weights[later] * events.weights[earlier]
    counted = float(weights @ together)
    if not counted:
        return 0.0
    found = float((weights * together) @ np.cos(2 * np.pi * apart / period)) / counted
    chance = SPREADS * float(np.sqrt(weights @ together**2 / 2)) / counted
    return max(0.0, (found - chance) / (1 - chance)) if chance < 1 else 0.0


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


def _both_ways(events: Events, beats: FloatArray) -> float:
    """Return the harmonic mean of the alignments of events to beats and of beats to events."""
    after = np.clip(np.searchsorted(beats, events.times), 1, len(beats) - 1)
    off = np.minimum(np.abs(events.times - beats[after - 1]), np.abs(beats[after] - events.times))
    there = float(np.average(_near(off), weights=events.weights))
    apart = np.abs(beats[:, None] - events.times)
    nearest = np.argmin(apart, axis=1)
    hit = _near(apart[np.arange(len(beats)), nearest]) * events.weights[nearest]
    back = float(hit.mean())
    return 2 * there * back / max(there + back, 1e-12)


def _near(off: FloatArray) -> FloatArray:
    return np.asarray(np.exp(-(off**2) / (2 * TOLERANCE_S**2)))


def corrected_alignment(events: Events, beats: FloatArray, length_s: float) -> float:
    """Return the two-way beat alignment freed of what chance gives, in [0, 1].

    F is the harmonic mean of events to beats and beats to events, so that neither shaking through
    the beats nor marking one of them pays; F0 the mean of F over 200 circular shifts of the
    events; the result (F - c) / (1 - c), not below 0, where c = F0 + (1 - F0) 2 / n makes up for
    the beats having been laid where n events suit them best. The published one-way score of a
    dancer who ignores the music is about sigma sqrt(2 pi) / period, a quarter at 120 beats a
    minute.
    """
    count = float(events.weights.sum())
    if count <= SPREADS or len(beats) < 2:  # noqa: PLR2004  one beat has no neighbour
        return 0.0
    moved = []
    for shift in np.arange(SHIFTS) * (length_s / SHIFTS):
        times = (events.times + shift) % length_s
        moved.append(_both_ways(Events(times, events.weights), beats))
    chance = float(np.mean(moved))
    chance += (1 - chance) * SPREADS / count
    return max(0.0, (moved[0] - chance) / max(1 - chance, 1e-12))
