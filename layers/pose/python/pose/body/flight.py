"""When a body is in the air, and how fast it falls there: a clock that nobody can wind.

In the air a body falls at 9.81 m/s2, and all its parts fall alike. Played at twice the speed it
falls four times as fast.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.signal import find_peaks, savgol_filter

from pose.body.mass import centre_of_mass
from pose.body.support import FEET, GRAVITY, METRES_PER_TU, stretches
from pose.landmarks import HEAD, HIPS, SHOULDERS
from pose.motion import FloatArray, Motion

WINDOW: Final = 9
"""Samples, 0.3 s at 30 Hz, over which a fall is fitted by a parabola."""
LEAST_FALL: Final = 0.7
"""Gravities; a slower fall may be a knee that bends."""
ALIKE: Final = 0.3
"""Share by which the fall of hips, shoulders and head may differ from the whole body's."""
_LIFTED: Final = 0.5
"""Gravities at which the feet must fall as well: they do not while one stands."""
_APART_S: Final = 0.3
_RIGID: Final = 0.1
"""Share of its length that the torso may change in the air; more is the tracker's mistake."""
_ANKLES: Final = tuple(foot[0] for foot in FEET)


@dataclass(frozen=True, slots=True)
class Flight:
    """One jump.

    Attributes
    ----------
    time_s
        Of its middle, in seconds.
    fall
        Downward acceleration in gravities, if the body is of average size: about 1.
    """

    time_s: float
    fall: float


def flights(motion: Motion) -> tuple[Flight, ...]:
    """Find the moments in which the whole body falls freely.

    Lengths are taken from the torso, 0.49 m for a stature of 1.70 m (Drillis and Contini 1966): a
    child of 1.20 m seems to fall at 1.4 gravities.
    """
    whole = centre_of_mass(motion).path[:, 1]
    parts = [motion.middle(part)[:, 1] for part in (HIPS, SHOULDERS, HEAD)]
    ankles = motion.middle(_ANKLES)[:, 1]
    known = np.asarray(np.isfinite(np.stack([whole, ankles, *parts])).all(axis=0))
    torso = np.linalg.norm(motion.middle(SHOULDERS) - motion.hips, axis=1)
    found = []
    for start, stop in stretches(known):
        if stop - start > 2 * WINDOW:
            run = slice(start, stop)
            falls = np.stack([_fall(path[run], motion.rate) for path in (whole, ankles, *parts)])
            found += [
                Flight(time_s=(start + at) / motion.rate, fall=float(falls[0, at]))
                for at in _peaks(falls[0], motion.rate)
                if _free(falls[:, at]) and _stiff(torso[start + at - WINDOW // 2 :][:WINDOW])
            ]
    return tuple(found)


def _fall(height: FloatArray, rate: float) -> FloatArray:
    """Return the downward acceleration of a path in gravities, by local parabolas."""
    up = savgol_filter(height * METRES_PER_TU, WINDOW, 2, deriv=2, delta=1 / rate)
    return np.asarray(-up / GRAVITY)


def _peaks(fall: FloatArray, rate: float) -> list[int]:
    """Return where a fall is fastest, away from the edges, where filters invent things."""
    peaks, _ = find_peaks(fall, height=LEAST_FALL, distance=round(_APART_S * rate))
    return [int(peak) for peak in peaks if WINDOW <= peak < len(fall) - WINDOW]


def _free(falls: FloatArray) -> bool:
    """Tell whether the whole, the ankles and then the parts fall together."""
    whole, ankles, *parts = falls.tolist()
    alike = all(abs(part - whole) <= ALIKE * whole for part in parts)
    return bool(alike and ankles > _LIFTED)


def _stiff(torso: FloatArray) -> bool:
    return bool(np.ptp(torso) < _RIGID * np.median(torso))
