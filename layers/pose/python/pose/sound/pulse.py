"""The tempo of music: which period its onsets repeat at.

An autocorrelation alone mistakes 120 beats a minute for 80, because three eighths of a bar repeat
as well as two. A beat is told from such a dotted one by all its multiples at once: in music the
beat, two beats, a bar and two bars repeat, and so does half a beat.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from pose.sound.onsets import FRAME_RATE, FloatArray, Onsets

SLOWEST_BPM: Final = 50.0
FASTEST_BPM: Final = 220.0

_STEP: Final = 0.005
_TEETH: Final = {0.5: 0.5, 1: 1.0, 2: 1.0, 3: 0.5, 4: 1.0, 6: 0.5, 8: 0.7}
"""Multiples of the beat that should repeat, and how much each one counts."""
_FARTHEST: Final = 0.6
"""Share of the sound beyond which too little is left to compare it with."""
_RECURRENCE, _BEATING, _ACCENTS = (1.0, 1.0, 0.3), (1.0, 1.0, 0.3), (1.0, 1.0, 0.0)
_BEATING_POWER: Final = 0.1
_ANY_TEMPO: Final = (120.0, 1.1)
_EVENNESS_POWER: Final = 0.6
_TAPPED_TEMPO: Final = (125.0, 0.5)
"""Centre and spread, in octaves, of the tempi that people tap to dance music."""
_RIVAL: Final = 0.3
_SLACK: Final = 3


@dataclass(frozen=True, slots=True)
class Pulse:
    """The tempo of a piece of music.

    Attributes
    ----------
    period_s
        Seconds from beat to beat.
    recurrence
        How well the music repeats after one to eight beats, at most 1; around 0 for noise.
    octaves_bpm
        Half and double the tempo where they are nearly as likely to be tapped.
    """

    period_s: float
    recurrence: float
    octaves_bpm: tuple[float, ...]


def pulse(onsets: Onsets) -> Pulse:
    """Return the most likely tempo between 50 and 220 beats a minute.

    The comb of autocorrelations at the beat's multiples, times a little of the share that beats
    at this very frequency, under a wide log-normal preference for 120. Then the octave: comb times
    how even its beats are, under the narrower preference of people who tap.

    References
    ----------
    Ellis 2007, J New Music Res 36:51 (the log-normal preference); Peeters 2007, EURASIP J Adv
    Signal Process 2007:67215 (autocorrelation and spectrum together); Moelants 2002, Proc 7th
    ICMPC (tapped tempi).
    """
    bpm = np.exp(np.arange(np.log(SLOWEST_BPM), np.log(FASTEST_BPM), _STEP))
    lags = 60 / bpm * FRAME_RATE
    recurring = autocorrelation(onsets.mixed(*_RECURRENCE))
    comb = np.maximum(_comb(recurring, lags), 0)
    beating = _beating(onsets.mixed(*_BEATING), bpm)
    best = int(np.argmax(comb * beating**_BEATING_POWER * _preference(bpm, *_ANY_TEMPO)))
    evenness = _evenness(autocorrelation(onsets.mixed(*_ACCENTS)), lags)
    tapped = comb * evenness**_EVENNESS_POWER * _preference(bpm, *_TAPPED_TEMPO)
    octaves = _octaves(tapped, best)
    chosen = octaves.pop(0)
    return Pulse(
        period_s=_sharpened(recurring, float(lags[chosen])) / FRAME_RATE,
        recurrence=float(comb[best]),
        octaves_bpm=tuple(float(bpm[other]) for other in octaves),
    )


def autocorrelation(signal: FloatArray) -> FloatArray:
    """Return the unbiased autocorrelation by lag, shape (n,), 1 at lag 0; zeros for a constant."""
    centred, count = signal - signal.mean(), len(signal)
    raw = np.fft.irfft(np.abs(np.fft.rfft(centred, 2 * count)) ** 2)[:count]
    return np.asarray(raw / max(float(raw[0]), 1e-9) * count / (count - np.arange(count)))


def _at(values: FloatArray, places: FloatArray) -> FloatArray:
    return np.asarray(np.interp(places, np.arange(len(values)), values))


def _comb(recurring: FloatArray, lags: FloatArray) -> FloatArray:
    total, weights = np.zeros(len(lags)), np.zeros(len(lags))
    for multiple, weight in _TEETH.items():
        counted = np.where(multiple * lags < _FARTHEST * len(recurring), weight, 0.0)
        total += counted * _at(recurring, multiple * lags)
        weights += counted
    return np.asarray(total / np.maximum(weights, 1e-9))


def _beating(signal: FloatArray, bpm: FloatArray) -> FloatArray:
    """Return how much of a signal swings at each tempo, not negative, about 0.1 to 1."""
    taper = np.hanning(len(signal))
    bins = 8 * len(signal)
    spectrum = np.abs(np.fft.rfft((signal - signal.mean()) * taper, bins))
    scale = max(float(taper.sum() * signal.std()), 1e-9)
    return _at(spectrum, bpm / 60 / FRAME_RATE * bins) / scale


def _preference(bpm: FloatArray, centre: float, octaves: float) -> FloatArray:
    return np.asarray(np.exp(-0.5 * (np.log2(bpm / centre) / octaves) ** 2))


def _evenness(recurring: FloatArray, lags: FloatArray) -> FloatArray:
    """Return 1 where one beat is like the next, less where only every other one is accented."""
    one = _at(recurring, lags) + _at(recurring, 3 * lags)
    two = _at(recurring, 2 * lags) + _at(recurring, 4 * lags)
    return np.asarray(np.clip(one / np.maximum(two, 1e-3), 0.05, 1))


def _octaves(tapped: FloatArray, best: int) -> list[int]:
    """Return the likely octaves of a candidate, likeliest first."""
    octave = round(np.log(2) / _STEP)
    places = [place for place in (best, best + octave, best - octave) if 0 <= place < len(tapped)]
    peaks = []
    for place in places:
        first = max(0, place - _SLACK)
        peaks.append(first + int(np.argmax(tapped[first : place + _SLACK + 1])))
    peaks.sort(key=lambda peak: -tapped[peak])
    return [peak for peak in peaks if tapped[peak] >= _RIVAL * tapped[peaks[0]]]


def _sharpened(recurring: FloatArray, lag: float) -> float:
    """Follow a period, in frames, through its doublings: the same error in ever more beats."""
    multiple = 1
    while (multiple * lag + 4) < _FARTHEST * len(recurring):
        reach = max(3.0, 0.01 * multiple * lag)
        first, last = int(multiple * lag - reach), int(multiple * lag + reach) + 1
        top = max(1, first + int(np.argmax(recurring[first : last + 1])))
        before, here, after = recurring[top - 1 : top + 2]
        if not before < here >= after:
            break
        lag = (top + 0.5 * (before - after) / (before - 2 * here + after)) / multiple
        multiple *= 2
    return float(lag)
