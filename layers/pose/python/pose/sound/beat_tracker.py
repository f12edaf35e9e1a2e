"""The beats of the music in a clip's own sound."""

from typing import Final

import numpy as np
import numpy.typing as npt

from pose.sound.beat_grid import BeatGrid
from pose.sound.onsets import (
    FRAME_RATE,
    SAMPLE_RATE,
    FloatArray,
    Onsets,
    Samples,
    loudness,
    sharp_onsets,
    steady_onsets,
)
from pose.sound.pulse import Pulse, pulse

SHORTEST_S: Final = 3.0
LEAD_S: Final = 0.005
"""How early onset strength rises before a sound begins: the window hears it coming."""

_BEAT_MIX: Final = (1.0, 1.0, 0.5)
_ALTERNATION: Final = 0.5
_TIGHTNESS: Final = 600.0
_NEIGHBOURS: Final = 4.0
_LEAST_BEATS: Final = 4
_CHANCE, _CHANCE_SECONDS, _CLEAR = 0.03, 1.7, 0.25


def track_beats(samples: Samples) -> BeatGrid | None:
    """Find the beats of music, or None where there is no beat: silence, speech, noise.

    Beats are placed by dynamic programming, each where something begins and about one period
    after the one before, and then smoothed over the neighbouring beats.

    Parameters
    ----------
    samples
        Shape (n,), mono, at 22 050 a second; the first one sounds at the clip's time 0.

    References
    ----------
    Ellis 2007, Beat tracking by dynamic programming, J New Music Res 36:51.
    """
    seconds = len(samples) / SAMPLE_RATE
    if seconds < SHORTEST_S:
        return None
    loud = loudness(samples)
    found = pulse(steady_onsets(loud))
    confidence = _confidence(found, seconds)
    if confidence <= 0:
        return None
    chain = _chained(_evidence(sharp_onsets(loud), found.period_s), found.period_s * FRAME_RATE)
    if len(chain) < _LEAST_BEATS:
        return None
    times = _smoothed(chain / FRAME_RATE + LEAD_S)
    return BeatGrid(times, _bpm(times), confidence, found.octaves_bpm)


def _confidence(found: Pulse, seconds: float) -> float:
    """Return how far the music repeats beyond what speech and noise of this length do, in [0, 1].

    Chance does not last, so the limit falls with the length: 0.37 for 5 s, 0.09 for 30 s.
    """
    chance = _CHANCE + _CHANCE_SECONDS / seconds
    return min(1.0, max(0.0, (found.recurrence - chance) / _CLEAR))


def _bpm(times: FloatArray) -> float:
    return 60 / float(np.polyfit(np.arange(len(times)), times, 1)[0])


def _evidence(heard: Onsets, period_s: float) -> FloatArray:
    """Return how much each moment, shape (n,), sounds like a beat.

    Besides onsets of the lower bands it is what stands out from one beat before and one after: a
    backbeat marks every other beat and never the places between beats.
    """
    middle, frames = heard.middle, np.arange(len(heard.middle))
    lag = period_s * FRAME_RATE
    before = middle - np.interp(frames - lag, frames, middle)
    after = middle - np.interp(frames + lag, frames, middle)
    alternating = np.where(before * after > 0, np.minimum(np.abs(before), np.abs(after)), 0)
    return np.asarray(heard.mixed(*_BEAT_MIX) + _ALTERNATION * alternating)


def _chained(evidence: FloatArray, period: float) -> FloatArray:
    """Return the best chain of beats, in frames with fractions.

    C(t) = O(t) + max(0, max over d of C(t - d) - tightness ln(d / period)^2).
    """
    strength = evidence / max(float(evidence.std()), 1e-9)
    steps = np.arange(round(period / 2), round(2 * period) + 1)
    cost = _TIGHTNESS * np.log(steps / period) ** 2
    longest = int(steps[-1])
    # Zeros before the start spare a test of every step's reach.
    total = np.zeros(longest + len(strength))
    previous = np.full(len(strength), -1)
    for now, value in enumerate(strength):
        offers = total[now + longest - steps] - cost
        best = int(offers.argmax())
        total[now + longest] = value + max(0.0, offers[best])
        if offers[best] > 0:
            previous[now] = now - steps[best]
    last = len(strength) - round(period)
    beat = last + int(np.argmax(total[longest + last :]))
    chain = []
    while beat >= 0:
        chain.append(beat)
        beat = int(previous[beat])
    return _between_frames(strength, np.array(chain[::-1]))


def _between_frames(strength: FloatArray, beats: npt.NDArray[np.int_]) -> FloatArray:
    """Place each beat between frames, at the top of a parabola, where it is a peak."""
    inside = np.clip(beats, 1, len(strength) - 2)
    before, here, after = strength[inside - 1], strength[inside], strength[inside + 1]
    bend = before - 2 * here + after
    peak = (here > before) & (here >= after)
    return np.asarray(beats + np.where(peak, 0.5 * (before - after) / np.where(peak, bend, 1), 0))


def _smoothed(times: FloatArray) -> FloatArray:
    """Lay a straight line through each beat's neighbours: a player's scatter is not the beat."""
    index = np.arange(len(times), dtype=np.float64)
    weights = np.exp(-0.5 * ((index[:, None] - index) / _NEIGHBOURS) ** 2)
    weights /= weights.sum(axis=1, keepdims=True)
    index_mean, time_mean = weights @ index, weights @ times
    covariance = weights @ (index * times) - index_mean * time_mean
    slope = covariance / (weights @ index**2 - index_mean**2)
    return np.asarray(time_mean + slope * (index - index_mean))
