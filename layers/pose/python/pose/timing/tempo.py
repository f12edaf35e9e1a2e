"""The tempo of a movement, from the autocorrelation of how the body moves."""

from typing import Final

import numpy as np

from pose.landmarks import Landmark
from pose.motion import FloatArray, Motion
from pose.timing.events import bridged

SLOWEST_BPM: Final = 40.0
FASTEST_BPM: Final = 240.0
OCTAVES: Final = (1.0, 2.0, 0.5)
"""Levels at which a body may follow a beat: each, twice each, every other."""
_TEMPOS: Final = np.geomspace(SLOWEST_BPM, FASTEST_BPM, 361)
"""Half a per cent apart."""
_LONGEST_LAG_S: Final = 4.0
_SLIGHT: Final = 0.3
"""TU/s, spread of a limb's speed at which it counts by half."""
_OUTSTANDING: Final = 2.5
_STILL: Final = 0.01
_AWAY_S: Final = (0.1, 1.0)
_BACK_S: Final = (0.3, 2.0)
"""Lags within which a speed that comes and goes is least and most like itself."""
_SPEAKERS: Final = (
    Landmark.LEFT_WRIST,
    Landmark.RIGHT_WRIST,
    Landmark.LEFT_ELBOW,
    Landmark.RIGHT_ELBOW,
    Landmark.LEFT_KNEE,
    Landmark.RIGHT_KNEE,
    Landmark.LEFT_ANKLE,
    Landmark.RIGHT_ANKLE,
)


def self_similarity(motion: Motion) -> FloatArray:
    """Return the mean autocorrelation of limb speeds and of the hips' rise and fall.

    A limb counts by how much its speed varies and how far it comes and goes, in whatever tempo: one
    that the tracker mixes up with its partner for a moment does so less, while the others still
    show the dance. A moment counts no more than two and a half times the usual one: otherwise the
    tracker's leaps would outweigh the dance.

    Returns
    -------
    FloatArray
        Shape (T / 2,), by lag in samples of the grid; unbiased (n / (n - k)), 1 at lag 0; zeros if
        nothing moves.
    """
    signals = [bridged(motion.velocity(motion.hips[:, 1]))]
    signals += [bridged(motion.speed(motion.image[:, joint])) for joint in _SPEAKERS]
    half = len(motion.image) // 2
    total, weights = np.zeros(half), 0.0
    for signal in signals:
        level = signal - np.median(signal)
        most = _OUTSTANDING * float(np.median(np.abs(signal)))
        varied = np.clip(level, -most, most)
        power = float(varied.var())
        if power > _STILL**2:
            likeness = autocorrelation(varied - varied.mean())[:half]
            weight = power / (power + _SLIGHT**2) * _recurrence(likeness, motion.rate)
            total += weight * likeness
            weights += weight
    return total / weights if weights else total


def _recurrence(likeness: FloatArray, rate: float) -> float:
    """Return how far a signal comes and goes, at least 0, from its autocorrelation (n,)."""
    away, back = (
        likeness[round(first * rate) : round(last * rate)] for first, last in (_AWAY_S, _BACK_S)
    )
    return max(0.0, float(back.max(initial=0.0) - away.min(initial=0.0)))


def autocorrelation(signal: FloatArray) -> FloatArray:
    """Return the unbiased autocorrelation of a signal without a mean, shape (T,), 1 at lag 0."""
    count = len(signal)
    power = np.abs(np.fft.rfft(signal, 2 * count)) ** 2
    raw = np.fft.irfft(power)[:count]
    return np.asarray(raw / raw[0] * count / (count - np.arange(count)))


def pulse(similarity: FloatArray, rate: float, period: float) -> float:
    """Return how clearly a movement pulses with a period: on its multiples against between them.

    mean s(k P) - mean (s((k - 1/2) P) + s((k + 1/2) P)) / 2 over the multiples up to 4 s. Every
    sample of every limb has its part in it, so it hardly moves with the tracker's jitter, where
    single events come and go.

    Parameters
    ----------
    similarity
        From `self_similarity`.
    rate
        Samples per second.
    period
        s.

    Returns
    -------
    float
        About 0 where the period means nothing to the movement, 0.5 to 0.7 for a dance on its beat,
        negative where the movement alternates with it; 0 where the clip is too short to tell.
    """
    reach = min(_LONGEST_LAG_S, (len(similarity) - 1) / rate)
    multiples = np.arange(1, int(reach / period - 0.5 + 1e-9) + 1)
    if not len(multiples):
        return 0.0
    lags = np.arange(len(similarity)) / rate
    on, before, after = (
        np.interp((multiples + shift) * period, lags, similarity) for shift in (0.0, -0.5, 0.5)
    )
    return float(np.mean(on - (before + after) / 2))


def free_tempo(similarity: FloatArray, rate: float) -> tuple[float, float]:
    """Estimate the tempo of a movement when the music is not known.

    The clearest pulse under a log-normal preference for 120 beats a minute, exp(-(log2(b / 120) /
    0.9)^2 / 2) (Ellis 2007, Beat tracking by dynamic programming).

    Returns
    -------
    tuple[float, float]
        Beats a minute and the pulse there; (0, 0) if nothing pulses.
    """
    pulses = np.array([pulse(similarity, rate, 60 / bpm) for bpm in _TEMPOS])
    preference = np.exp(-0.5 * (np.log2(_TEMPOS / 120) / 0.9) ** 2)
    best = int(np.argmax(pulses * preference))
    if not pulses[best] > 0:
        return 0.0, 0.0
    return float(_TEMPOS[best]), float(pulses[best])
