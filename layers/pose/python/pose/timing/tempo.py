"""The tempo of a movement, from the autocorrelation of how the body moves."""

from typing import Final

import numpy as np
from scipy.signal import find_peaks

from pose.landmarks import Landmark
from pose.motion import FloatArray, Motion
from pose.timing.events import bridged

SLOWEST_BPM: Final = 40.0
FASTEST_BPM: Final = 240.0
OCTAVES: Final = (1.0, 2.0, 0.5)
"""Levels at which a body may follow a beat: each, twice each, every other."""
_SEARCH: Final = 0.1
_LONGEST_LAG_S: Final = 4.0
_STILL: Final = 0.05
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

    Returns
    -------
    FloatArray
        Shape (T / 2,), by lag in samples of the grid; unbiased (n / (n - k)), 1 at lag 0; zeros if
        nothing moves.
    """
    signals = [bridged(motion.velocity(motion.hips[:, 1]))]
    signals += [bridged(motion.speed(motion.image[:, joint])) for joint in _SPEAKERS]
    moving = [signal - signal.mean() for signal in signals if signal.std() > _STILL]
    half = len(motion.image) // 2
    if not moving:
        return np.zeros(half)
    return np.asarray(np.mean([_autocorrelation(signal)[:half] for signal in moving], axis=0))


def _autocorrelation(signal: FloatArray) -> FloatArray:
    count = len(signal)
    power = np.abs(np.fft.rfft(signal, 2 * count)) ** 2
    raw = np.fft.irfft(power)[:count]
    return np.asarray(raw / raw[0] * count / (count - np.arange(count)))


def peak_near(similarity: FloatArray, rate: float, period: float) -> tuple[float, float]:
    """Follow the peak of a period through its multiples, which sharpens it.

    Parameters
    ----------
    similarity
        From `self_similarity`.
    rate
        Samples per second.
    period
        Where to look, s; 10 % to either side.

    Returns
    -------
    tuple[float, float]
        The period found, s, and the similarity there, in [-1, 1]; (0, 0) if there is no peak.
    """
    found, height, multiple = period, 0.0, 0
    reach = min(_LONGEST_LAG_S, (len(similarity) - 2) / rate)
    while (multiple + 1) * found <= reach or not multiple:
        spread = _SEARCH / (multiple + 1)
        peak = _local_peak(similarity, rate * found * (multiple + 1), spread)
        if peak is None:
            break
        multiple += 1
        found = peak[0] / rate / multiple
        height = max(height, peak[1])
    return (found, height) if multiple else (0.0, 0.0)


def _local_peak(similarity: FloatArray, lag: float, spread: float) -> tuple[float, float] | None:
    """Return the highest local maximum within a share of a lag, refined by a parabola."""
    low = max(1, int(np.floor(lag * (1 - spread))))
    high = min(len(similarity) - 2, int(np.ceil(lag * (1 + spread))))
    index = np.arange(low, high + 1)
    here = similarity[index]
    index = index[(here >= similarity[index - 1]) & (here > similarity[index + 1])]
    if not len(index):
        return None
    return _refined(similarity, int(index[np.argmax(similarity[index])]))


def _refined(similarity: FloatArray, index: int) -> tuple[float, float]:
    """Return where between samples a peak lies, by a parabola, and its height."""
    before, top, after = similarity[index - 1 : index + 2]
    shift = 0.5 * (before - after) / (before - 2 * top + after)
    return index + float(shift), float(top)


def free_tempo(similarity: FloatArray, rate: float) -> tuple[float, float]:
    """Estimate the tempo of a movement when the music is not known.

    The highest peak under a log-normal preference for 120 beats a minute, exp(-(log2(b / 120) /
    0.9)^2 / 2), which settles most octave errors (Ellis 2007, Beat tracking by dynamic
    programming).

    Returns
    -------
    tuple[float, float]
        Beats a minute and the similarity there, in [0, 1]; (0, 0) if no period stands out.
    """
    low, high = 60 * rate / FASTEST_BPM, 60 * rate / SLOWEST_BPM
    best, result = 0.0, (0.0, 0.0)
    for index in find_peaks(similarity)[0]:
        lag, height = _refined(similarity, int(index))
        bpm = 60 * rate / lag
        preference = float(np.exp(-0.5 * (np.log2(bpm / 120) / 0.9) ** 2))
        if low <= lag <= high and height * preference > best:
            best, result = height * preference, (bpm, min(height, 1.0))
    return result
