"""64 bits that say how a picture is changing: what is left of it after any re-encoding.

An ordinary perceptual hash describes a picture, so it calls every clip filmed in one room the same.
This one describes what has changed in the last 0.4 s: the room drops out, the dancer stays, and
trimming the clip changes nothing.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from pose.clip.thumbnail import SIDE, Thumbnail, halved

HASH_HZ: Final = 15.0
CHANGE_OVER_S: Final = 0.4
STILL: Final = 0
"""The hash of a moment in which nothing moves."""
_SIDE: Final = 8
_MOVING: Final = 0.5
_LEAST_CHANGE: Final = 0.5
"""Levels of brightness, root mean square over the lowest frequencies."""

Hashes = npt.NDArray[np.uint64]

_BY_FREQUENCY: Final = sorted(
    ((row, column) for row in range(_SIDE) for column in range(_SIDE)),
    key=lambda place: (place == (0, 0), sum(place), place),
)
"""Coefficients from the coarsest to the finest; the mean brightness last, it says the least."""
_ODD: Final = np.array([column % 2 == 1 for _, column in _BY_FREQUENCY])
_ACROSS: Final = SIDE // 2
_WAVES: Final = np.sqrt(2 / _ACROSS) * np.cos(
    np.pi / _ACROSS * np.arange(_SIDE)[:, None] * (np.arange(_ACROSS) + 0.5)
)
_WAVES[0] /= np.sqrt(2)
"""Shape (8, 32): the lowest frequencies of the orthonormal cosine transform, one a row."""
_POWERS: Final = np.uint64(1) << np.arange(63, -1, -1, dtype=np.uint64)


def movement_hashes(times: npt.NDArray[np.float64], thumbnails: Thumbnail) -> Hashes:
    """Return a hash for each fifteenth of a second from 0.4 s on.

    The signs of the 64 lowest frequencies of the change, coarsest first, 1 where positive.

    Parameters
    ----------
    times
        Shape (T,), s, strictly increasing.
    thumbnails
        Shape (T, 64, 64).

    Source: the sign-only variant of the DCT hash, Zauner 2010, Implementation and Benchmarking of
    Perceptual Image Hash Functions; applied here to differences in time.
    """
    at = np.arange(times[0] + CHANGE_OVER_S, times[-1] + 1e-9, 1 / HASH_HZ)
    small = halved(thumbnails).astype(np.float64)
    change = _between(times, small, at) - _between(times, small, at - CHANGE_OVER_S)
    rows, columns = np.array(_BY_FREQUENCY).T
    waves = (_WAVES @ change @ _WAVES.T)[:, rows, columns]
    strength = np.sqrt(np.mean(waves**2, axis=1))
    usual = float(np.median(strength)) if len(strength) else 0.0
    moving = strength > max(_LEAST_CHANGE, _MOVING * usual)
    return np.where(moving, (waves > 0) @ _POWERS, np.uint64(STILL)).astype(np.uint64)


def mirrored(hashes: Hashes) -> Hashes:
    """Return the hashes of the clip seen in a mirror: every odd wave across turns over."""
    return np.where(hashes == STILL, hashes, hashes ^ (_ODD @ _POWERS)).astype(np.uint64)


def bits(hashes: Hashes) -> npt.NDArray[np.bool_]:
    """Return the bits of some hashes, shape (T, 64), coarsest first."""
    return np.asarray((hashes[:, None] & _POWERS) != 0)


def _between(
    times: npt.NDArray[np.float64],
    pictures: npt.NDArray[np.float64],
    at: npt.NDArray[np.float64],
) -> npt.NDArray[np.float64]:
    """Return the pictures at other times, faded from one to the next."""
    after = np.clip(np.searchsorted(times, at), 1, len(times) - 1)
    span = times[after] - times[after - 1]
    share = np.clip((at - times[after - 1]) / span, 0, 1)[:, None, None]
    return np.asarray(pictures[after - 1] * (1 - share) + pictures[after] * share)
