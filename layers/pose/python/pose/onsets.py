"""How strongly something begins at each moment of a sound: its onset strength.

Loudness in narrow bands, and of that only what grows. Low, middle and high bands are kept apart,
because a kick drum says where the beat is and a hi-hat only how it is divided.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.fft import rfft
from scipy.ndimage import gaussian_filter1d, uniform_filter1d

FloatArray = npt.NDArray[np.float64]
Samples = npt.NDArray[np.float32]

SAMPLE_RATE: Final = 22_050
"""Samples of sound per second that everything here expects."""
HOP: Final = 256
WINDOW: Final = 1024
FRAME_RATE: Final = SAMPLE_RATE / HOP
"""Values of onset strength per second: 86.1."""
LOUDNESS_POWER: Final = 0.6
"""Loudness grows with the 0.6th power of pressure: Stevens 1955, J Acoust Soc Am 27:815."""

_BANDS: Final = 27
_RANGE_HZ: Final = (40.0, 10_000.0)
_BORDERS_HZ: Final = (180.0, 2_500.0)
"""Kick and bass below, hi-hats and hiss above."""
_SURROUNDINGS_S: Final = 0.5
_SPREAD_FRAMES: Final = 1.0
_FAINTEST: Final = 0.002
"""Growth, in loudness of the loudest moment, below which nothing begins."""
_RIPPLE: Final = 0.1
"""Growth, as a share, that a steady hum seems to have as its periods pass through the window."""
_BLOCK: Final = 512


@dataclass(frozen=True, slots=True, eq=False)
class Onsets:
    """Onset strength at `FRAME_RATE`; value i belongs to the moment i / FRAME_RATE.

    Attributes
    ----------
    low, middle, high
        Shape (n,) each, not negative, about 1 in standard deviation; nearly 0 throughout where
        nothing begins.
    """

    low: FloatArray
    middle: FloatArray
    high: FloatArray

    def mixed(self, low: float, middle: float, high: float) -> FloatArray:
        """Return the weighted sum of the three, shape (n,)."""
        return low * self.low + middle * self.middle + high * self.high


def onsets(samples: Samples) -> Onsets:
    """Return the onset strength of a sound.

    Spectral flux: the growth from frame to frame of the loudness in 27 bands, from 40 Hz to
    10 kHz, a third of an octave apart, less its mean over the half second to either side.

    Parameters
    ----------
    samples
        Shape (n,), mono, at `SAMPLE_RATE`, in [-1, 1].

    References
    ----------
    Dixon 2006, Onset detection revisited; Ellis 2007, J New Music Res 36:51.
    """
    loudness = _loudness(samples)
    before = np.concatenate([loudness[:1], loudness[:-1]])
    growth = np.maximum(loudness - (1 + _RIPPLE) * before, 0)
    centres = _centres()[1:-1]
    low, high = centres < _BORDERS_HZ[0], centres >= _BORDERS_HZ[1]
    return Onsets(
        low=_standing_out(growth[:, low]),
        middle=_standing_out(growth[:, ~low & ~high]),
        high=_standing_out(growth[:, high]),
    )


def _loudness(samples: Samples) -> FloatArray:
    """Return shape (frames, bands), 1 where it is loudest; frames are centred on their moments."""
    finite = np.clip(np.nan_to_num(samples, posinf=0, neginf=0), -1, 1)
    padded = np.pad(finite, WINDOW // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP]
    taper, bands = np.hanning(WINDOW).astype(np.float32), _band_weights()
    # In blocks, a minute of sound needs megabytes instead of a hundred of them.
    power = [
        np.abs(rfft(frames[first : first + _BLOCK] * taper, axis=1)) @ bands
        for first in range(0, len(frames), _BLOCK)
    ]
    magnitude = np.concatenate(power).astype(np.float64)
    return np.asarray((magnitude / max(float(magnitude.max()), 1e-6)) ** LOUDNESS_POWER)


def _standing_out(growth: FloatArray) -> FloatArray:
    total = growth.mean(axis=1)
    above = np.maximum(total - uniform_filter1d(total, 2 * round(_SURROUNDINGS_S * FRAME_RATE) + 1), 0)
    smooth = gaussian_filter1d(above, _SPREAD_FRAMES)
    return np.asarray(smooth / (smooth.std() + _FAINTEST))


def _centres() -> FloatArray:
    return np.geomspace(*_RANGE_HZ, _BANDS + 2)


@cache
def _band_weights() -> Samples:
    """Return triangular bands, shape (WINDOW / 2 + 1, bands), each of sum 1."""
    bins = np.fft.rfftfreq(WINDOW, 1 / SAMPLE_RATE)
    centres = _centres()
    below, here, above = centres[:-2, None], centres[1:-1, None], centres[2:, None]
    weights = np.minimum((bins - below) / (here - below), (above - bins) / (above - here))
    weights = np.maximum(weights, 0)
    # The lowest bands are narrower than a bin: each takes the bin nearest to it.
    nearest = np.abs(bins[None, :] - here).argmin(axis=1)
    weights[np.arange(_BANDS), nearest] += 1e-3
    return np.asarray((weights / weights.sum(axis=1, keepdims=True)).T, np.float32)
