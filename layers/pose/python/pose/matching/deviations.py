"""Where in a clip an attempt is farthest from its reference: by bar, by limb, by time."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from pose.body.limbs import LIMB_NAMES, PARTNERS
from pose.matching.comparison import Comparison
from pose.matching.warping import IntArray
from pose.motion import FloatArray
from pose.timing.bars import BAR_BEATS, Bar

UNKNOWN_BAR_S: Final = 2.0
"""Length of a bar where no tempo is prescribed."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """The bar of a dance that is farthest off in some respect.

    Attributes
    ----------
    amount
        How far: degrees or seconds.
    at_s
        The middle of the bar in the dancer's own clip, s.
    bar
        Its number in the reference, the first is 1.
    limb
        Which limb, by its name on the dancer's own body; empty if it is about all.
    """

    amount: float
    at_s: float
    bar: int
    limb: str = ""


def bar_seconds(bpm: float | None) -> float:
    """Return how long a bar of four beats lasts, s."""
    return BAR_BEATS * 60 / bpm if bpm else UNKNOWN_BAR_S


def worst_limb(found: Comparison, bar_s: float) -> Deviation:
    """Return the limb and the bar that cost most: the angle times what the limb counts."""
    bars, numbers = _bars(found, bar_s)
    known = np.isfinite(found.angles)
    counts = np.stack([known[bars == number].sum(axis=0) for number in numbers])
    sums = np.stack([np.nansum(found.angles[bars == number], axis=0) for number in numbers])
    angles = sums / np.maximum(counts, 1)
    index, limb = divmod(int(np.argmax(angles * found.weights)), angles.shape[1])
    own = PARTNERS[limb] if found.mirrored else limb
    return Deviation(
        amount=float(angles[index, limb]),
        at_s=float(found.warp[bars == numbers[index]].mean()),
        bar=int(numbers[index]) + 1,
        limb=LIMB_NAMES[own],
    )


def lateness(found: Comparison, bar_s: float) -> list[Bar]:
    """Return how late the attempt is in each bar of the reference, against its own line."""
    bars, numbers = _bars(found, bar_s)
    return [
        Bar(
            number=int(number) + 1,
            start_s=float(found.warp[bars == number].min()),
            stop_s=float(found.warp[bars == number].max()),
            late_s=_weighted(found.late[bars == number], found.pace[bars == number]),
        )
        for number in numbers
    ]


def _bars(found: Comparison, bar_s: float) -> tuple[IntArray, IntArray]:
    """Return the bar of each moment, shape (n,), and the numbers of the bars there are."""
    bars = (found.times / bar_s).astype(np.int64)
    return bars, np.unique(bars)


def _weighted(values: FloatArray, weights: FloatArray) -> float:
    total = float(weights.sum())
    return float(values @ weights) / total if total > 0 else float(values.mean())
