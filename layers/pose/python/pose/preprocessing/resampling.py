"""From uneven samples with holes to an even grid, bridging only what can honestly be bridged."""

from typing import Final

import numpy as np
from scipy.interpolate import CubicSpline
from scipy.signal import butter, sosfiltfilt

from pose.motion import BoolArray, FloatArray

GRID_HZ: Final = 30.0
"""The one grid every clip is measured on, whatever its camera.

Clips are sampled at 15 Hz, which carries what a body does (below 6 Hz); the grid is twice as fine
so that derivatives, extrema and 6 Hz filtering do not suffer from coarse steps. Measuring at the
camera's own rate would score a 60 fps phone otherwise than a 30 fps one.
"""
CUBIC_GAP_S: Final = 0.2
LINEAR_GAP_S: Final = 0.5
CUTOFF_HZ: Final = 6.0
_FILTER: Final = butter(2, CUTOFF_HZ, fs=GRID_HZ, output="sos")
_PAD: Final = 15
"""Samples mirrored at each end; half a second lets the filter settle."""


def grid(timestamps: FloatArray) -> FloatArray:
    """Return the even grid from the first to the last sample, shape (T,), s."""
    return np.asarray(np.arange(int(timestamps[-1] * GRID_HZ + 1e-6) + 1) / GRID_HZ)


def resampled(
    times: FloatArray, values: FloatArray, known: BoolArray, at: FloatArray
) -> FloatArray:
    """Interpolate the known samples at other times.

    Parameters
    ----------
    times
        Shape (T,), s, strictly increasing.
    values
        Shape (T, C).
    known
        Shape (T,): which samples count.
    at
        Shape (G,), s.

    Returns
    -------
    FloatArray
        Shape (G, C). Cubic where at most 0.2 s is missing, straight where at most 0.5 s is, not a
        number where more is (Winter, Biomechanics and Motor Control of Human Movement, ch. 3).
    """
    out = np.full((len(at), values.shape[1]), np.nan)
    moments, samples = times[known], values[known]
    if len(moments) < 2:  # noqa: PLR2004  a line needs two points
        return out
    steps = np.diff(moments)
    missing = steps - float(np.median(np.diff(times)))
    before = np.clip(np.searchsorted(moments, at, side="right") - 1, 0, len(steps) - 1)
    inside = (at >= moments[0] - 1e-9) & (at <= moments[-1] + 1e-9)
    straight = inside & (missing[before] <= LINEAR_GAP_S)
    for channel in range(values.shape[1]):
        out[straight, channel] = np.interp(at[straight], moments, samples[:, channel])
    cuts = np.flatnonzero(missing > CUBIC_GAP_S) + 1
    for part in np.split(np.arange(len(moments)), cuts):
        if len(part) > 3:  # noqa: PLR2004  fewer points do not determine a cubic
            run = (at >= moments[part[0]] - 1e-9) & (at <= moments[part[-1]] + 1e-9)
            out[run] = CubicSpline(moments[part], samples[part])(at[run])
    return out


def low_passed(values: FloatArray) -> FloatArray:
    """Take out what is faster than 6 Hz, without delay; body movement is slower than that.

    A second-order Butterworth run forwards and backwards (Winter, ch. 3: 4 to 8 Hz for human
    movement). Each unbroken run is filtered by itself; one shorter than half a second is given up,
    since the filter would only show its own edges.

    Parameters
    ----------
    values
        Shape (T, C), on the even grid; a row is known as a whole or not at all.
    """
    out = np.full_like(values, np.nan)
    known = np.isfinite(values).all(axis=1)
    edges = np.flatnonzero(np.diff(known.astype(np.int8), prepend=0, append=0))
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        if stop - start > _PAD:
            out[start:stop] = sosfiltfilt(_FILTER, values[start:stop], axis=0, padlen=_PAD)
    return out
