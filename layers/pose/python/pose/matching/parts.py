"""Which part of the body is late where a dance is."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from pose.body.limbs import angles_between, faced, interpolated, mirror_image
from pose.matching.comparison import Comparison
from pose.motion import FloatArray
from pose.timing.bars import NOTABLE_S, Passage

PARTS: Final[Mapping[str, slice]] = {"arms": slice(0, 4), "legs": slice(4, 8)}
"""Rows of `pose.body.limbs.LIMBS`."""
REACH_S: Final = 0.4


def late_part(
    found: Comparison, reference: FloatArray, attempt: FloatArray, rate: float, where: Passage
) -> tuple[str, float]:
    """Return which part of the body is off in some bars, empty if all of it, and by how much, s.

    Each part is laid over the reference by itself, at every shift up to 0.4 s.

    Parameters
    ----------
    reference, attempt
        Limb vectors as they were `compared`, shape (T, 9, 3), at `rate` samples a second.
    where
        On the attempt's clock.
    """
    own = faced(mirror_image(attempt) if found.mirrored else attempt, found.facing)
    moments = np.flatnonzero((found.warp >= where.start_s) & (found.warp <= where.stop_s))
    asked = reference[np.rint(found.times[moments] * rate).astype(int)]
    at = found.line.at(found.times[moments])
    late = {part: _shift(asked[:, limbs], own[:, limbs], at, rate) for part, limbs in PARTS.items()}
    part = max(late, key=lambda one: late[one] * np.sign(where.late_s))
    if np.ptp(list(late.values())) < NOTABLE_S or late[part] * where.late_s <= 0:
        return "", where.late_s
    return part, late[part]


def _shift(asked: FloatArray, danced: FloatArray, at: FloatArray, rate: float) -> float:
    """Return the shift, s, of all of a dance at which it fits some moments of another best.

    Parameters
    ----------
    asked
        Limbs to be fitted, shape (n, limbs, 3).
    danced
        Limbs at `rate` samples a second, shape (T, limbs, 3).
    at
        Which times of `danced`, s, belong to those moments without a shift, shape (n,).
    """
    steps = np.arange(-round(REACH_S * rate), round(REACH_S * rate) + 1)
    # The smallest of equal shifts: limbs that are not seen are not late.
    shifts = sorted(steps / rate, key=abs)
    fits = [angles_between(asked, interpolated(danced, (at + shift) * rate)) for shift in shifts]
    misfits = [fit[np.isfinite(fit)].mean() if np.isfinite(fit).any() else np.inf for fit in fits]
    return float(shifts[int(np.argmin(misfits))])
