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
_RIPPLE, _FAINTEST = 0.07, 0.003
"""Growth, as a share and in loudness of the loudest moment, that a steady hum shows as its periods
pass through the window."""
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


def loudness(samples: Samples) -> FloatArray:
    """Return how loud a sound is in 27 bands, a third of an octave apart, from 40 Hz to 10 kHz.

    Parameters
    ----------
    samples
        Shape (n,), mono, at `SAMPLE_RATE`, in [-1, 1]; n is at least a window.

    Returns
    -------
    FloatArray
        Shape (frames, 27), in [0, 1], 1 where it is loudest; row i is centred on i / FRAME_RATE.
    """
    finite = np.clip(np.nan_to_num(samples, posinf=0, neginf=0), -1, 1)
    frames = np.lib.stride_tricks.sliding_window_view(finite, WINDOW)[::HOP]
    taper, bands = np.hanning(WINDOW).astype(np.float32), _band_weights()
    # In blocks, a minute of sound needs megabytes instead of a hundred of them.
    blocks = [
        np.abs(rfft(frames[first : first + _BLOCK] * taper, axis=1)) @ bands
        for first in range(0, len(frames), _BLOCK)
    ]
    magnitude = np.concatenate(blocks).astype(np.float64)
    loud = (magnitude / max(float(magnitude.max()), 1e-6)) ** LOUDNESS_POWER
    # The ends are no onsets: whoever films cuts into whatever sounds.
    return np.pad(loud, ((WINDOW // 2 // HOP,) * 2, (0, 0)), mode="edge")


def sharp_onsets(loud: FloatArray) -> Onsets:
    """Return the onset strength of a sound from its loudness; tells exactly when.

    Spectral flux: the growth of the loudness from frame to frame, summed over the bands, less its
    mean over the half second to either side.

    References
    ----------
    Dixon 2006, Onset detection revisited, Proc DAFx; Ellis 2007, J New Music Res 36:51.
    """
    smooth = (gaussian_filter1d(part, _SPREAD_FRAMES) for part in _growth(loud))
    return Onsets(*(_normalised(part) for part in smooth))


def steady_onsets(loud: FloatArray) -> Onsets:
    """Return the onset strength of a sound from its loudness; not fooled by hum.

    Mains hum flickers faster than frames can follow. Smoothed before the rectifier it leaves
    nothing; smoothed after it, as in `sharp_onsets`, a slow and perfectly regular beat.
    """
    smooth = gaussian_filter1d(loud, _SPREAD_FRAMES, axis=0)
    return Onsets(*(_normalised(part) for part in _growth(smooth)))


def _growth(loud: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return what grows in low, middle and high bands, beyond what does so all the time."""
    before = np.concatenate([loud[:1], loud[:-1]])
    growth = np.maximum(loud - (1 + _RIPPLE) * before - _FAINTEST, 0)
    low, not_high = (_centres()[1:-1] < border for border in _BORDERS_HZ)
    return (
        _standing_out(growth[:, low].mean(axis=1)),
        _standing_out(growth[:, ~low & not_high].mean(axis=1)),
        _standing_out(growth[:, ~not_high].mean(axis=1)),
    )


def _standing_out(growth: FloatArray) -> FloatArray:
    reach = 2 * round(_SURROUNDINGS_S * FRAME_RATE) + 1
    return np.asarray(np.maximum(growth - uniform_filter1d(growth, reach), 0))


def _normalised(strength: FloatArray) -> FloatArray:
    return np.asarray(strength / max(float(strength.std()), 1e-9))


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
