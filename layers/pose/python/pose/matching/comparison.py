"""An attempt laid over its reference, moment by moment."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from pose.body.limbs import (
    ROUNDING,
    angles_between,
    faced,
    facing_between,
    interpolated,
    limb_weights,
    mirror_image,
    turning_speed,
    weighted_angle,
)
from pose.matching.alignment import FASTEST, SLOWEST, Line, best_line
from pose.matching.warping import IntArray, banded_path
from pose.motion import BoolArray, FloatArray

BAND_S: Final = 0.5
"""How far a dancer may run ahead of or behind the line before it is another move."""
WIDEST_FACING: Final = np.pi / 4
"""Radians by which a camera may stand elsewhere than the reference's without its mattering."""
STILL_PACE: Final = 1.0
"""Degrees per second that a moment counts at least."""


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """What a dance has in common with its reference.

    Attributes
    ----------
    line
        The straight line that fits the warp best.
    mirrored
        Whether the attempt fits better from the other side.
    facing
        Radians by which the attempt was turned to fit.
    times
        Shape (n,), s: the moments of the reference that the attempt covers.
    warp
        Shape (n,), s: the attempt's time at each.
    angles
        Shape (n, 9), degrees between the limbs, not a number where one is not seen.
    weights
        Shape (9,): what each limb counts.
    pace
        Shape (n,), degrees per second: how fast the reference changes, which is how well its time
        can be told.
    """

    line: Line
    mirrored: bool
    facing: float
    times: FloatArray
    warp: FloatArray
    angles: FloatArray
    weights: FloatArray
    pace: FloatArray

    @property
    def angle(self) -> FloatArray:
        """Mean limb angle at each moment, shape (n,), degrees."""
        return weighted_angle(self.angles, self.weights)

    @property
    def late(self) -> FloatArray:
        """How late the attempt is at each moment against its own line, shape (n,), s."""
        return self.warp - self.line.at(self.times)


def compared(reference: FloatArray, attempt: FloatArray, rate: float) -> Comparison:
    """Lay an attempt over its reference.

    Side, lag, tempo and facing are settled once a clip; moment by moment every accident would
    find an angle from which it looks right.

    Parameters
    ----------
    reference, attempt
        Limb vectors, shape (T, 9, 3), T >= 2, at `rate` samples a second.
    """
    sides = (attempt, mirror_image(attempt))
    found = [_followed(reference, side, rate, best_line(reference, side, rate)) for side in sides]
    mirrored = misfit(found[1]) < misfit(found[0])
    chosen, first = sides[mirrored], found[mirrored]
    facing = _facing(reference, chosen, rate, first)
    fitted = _followed(reference, faced(chosen, facing), rate, first.line)
    return replace(fitted, mirrored=mirrored, facing=facing)


def misfit(comparison: Comparison) -> float:
    """Return the mean limb angle over the moments known, degrees; infinite if none is."""
    known = comparison.angle[np.isfinite(comparison.angle)]
    return float(known.mean()) if len(known) else np.inf


def _facing(reference: FloatArray, attempt: FloatArray, rate: float, found: Comparison) -> float:
    moments = np.rint(found.times * rate).astype(int)
    angle = facing_between(interpolated(attempt, found.warp * rate), reference[moments])
    return float(np.clip(angle, -WIDEST_FACING, WIDEST_FACING))


def _followed(reference: FloatArray, attempt: FloatArray, rate: float, line: Line) -> Comparison:
    """Follow the attempt moment by moment within a band about a line."""
    reach = round(BAND_S * rate)
    at = line.at(np.arange(-reach, len(reference) + reach) / rate) * rate
    inside = (at > -ROUNDING) & (at < len(attempt) - 1 + ROUNDING)
    rows = np.flatnonzero(inside[reach : reach + len(reference)])
    band = rows[:, None] + np.arange(2 * reach + 1)
    weights = limb_weights(reference, attempt)
    angles = angles_between(reference[rows, None], interpolated(attempt, at)[band])
    path = banded_path(_cost(weighted_angle(angles, weights), inside[band]))
    times = rows / rate
    warp = line.at(times + (_mean_by_row(path[0], path[1].astype(float)) - reach) / rate)
    pace = turning_speed(reference, weights, rate)[rows]
    return Comparison(
        line=_fitted_line(times, warp, pace),
        mirrored=False,
        facing=0.0,
        times=times,
        warp=warp,
        angles=_mean_by_row(path[0], angles[path]),
        weights=weights,
        pace=pace,
    )


def _cost(angle: FloatArray, inside: BoolArray) -> FloatArray:
    """Return what the warp pays: angles; their mean where unseen; infinite beyond the clip."""
    known = np.isfinite(angle)
    unseen = float(angle[known].mean()) if known.any() else 1.0
    return np.where(inside, np.where(known, angle, unseen), np.inf)


def _mean_by_row(rows: IntArray, values: FloatArray) -> FloatArray:
    """Return the mean of what is known of values (p, ...) with the same row; rows rise by 1."""
    starts = np.flatnonzero(np.diff(rows, prepend=-1))
    known = np.isfinite(values)
    total = np.add.reduceat(np.where(known, values, 0.0), starts, axis=0)
    count = np.add.reduceat(known.astype(float), starts, axis=0)
    return np.where(count > 0, total / np.maximum(count, 1.0), np.nan)


def _fitted_line(times: FloatArray, warp: FloatArray, pace: FloatArray) -> Line:
    """Fit a line by least squares, each moment counting as much as the reference moves in it."""
    weights = (pace + STILL_PACE) / (pace + STILL_PACE).sum()
    middle, other = float(weights @ times), float(weights @ warp)
    spread = float(weights @ (times - middle) ** 2)
    slope = float(weights @ ((times - middle) * (warp - other))) / spread if spread > 0 else 1.0
    slope = float(np.clip(slope, SLOWEST, FASTEST))
    return Line(tempo=1 / slope, lag_s=other - slope * middle)
