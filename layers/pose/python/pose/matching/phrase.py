"""A choreography as a row of moves, and where in a clip each of them is danced."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from pose.body.limbs import limb_weights, mean_angle_table, mirror_image, turning_speed
from pose.matching.warping import IntArray, best_subsequences
from pose.motion import FloatArray

COARSE: Final = 2
"""Every other sample of the grid: 15 a second tell a move."""
MOVING: Final = 15.0
"""Degrees per second that a bar must turn the limbs on average to be a move, not a rest."""
WHOLE_ENOUGH: Final = 0.75
"""Share of its last bar that a reference must still show."""
LOST: Final = 25.0
"""Mean limb angle, degrees, from which a match is none: dancers of something else reach it."""
OVERLAP_S: Final = 0.3
"""How much of a move may already be the next one."""


@dataclass(frozen=True, slots=True)
class Match:
    """Where a move was found.

    Attributes
    ----------
    angle
        Mean limb angle to the move, degrees.
    start_s
        When it begins in the clip, s.
    """

    angle: float
    start_s: float


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """The best match of each move that ends at each moment of a clip.

    Attributes
    ----------
    angle
        Shape (moves, m), degrees, infinite where none ends.
    start
        Shape (moves, m): the moment where it begins.
    rate
        Moments a second.
    """

    angle: FloatArray
    start: IntArray
    rate: float


def moves(reference: FloatArray, rate: float, bar_s: float) -> tuple[slice, ...]:
    """Cut a choreography into its moves: its bars, without those in which it rests.

    Parameters
    ----------
    reference
        Limb vectors, shape (T, 9, 3), at `rate` samples a second.
    """
    length = max(round(bar_s * rate), 1)
    least = round(WHOLE_ENOUGH * length)
    pace = turning_speed(reference, limb_weights(reference, reference), rate)
    bars = [slice(at, at + length) for at in range(0, len(reference) - least + 1, length)]
    return tuple(bar for bar in bars if pace[bar].mean() >= MOVING)


def searched(
    reference: FloatArray, wanted: Sequence[slice], attempt: FloatArray, rate: float
) -> Search:
    """Search every move of a choreography in all of an attempt, at half to double its pace."""
    weights = limb_weights(reference, attempt)
    angle = mean_angle_table(reference[::COARSE], attempt[::COARSE], weights)
    cost = np.where(np.isfinite(angle), angle, LOST)
    found = [best_subsequences(cost[_coarse(bar)]) for bar in wanted]
    angles, starts = (np.stack(part) for part in zip(*found, strict=True))
    return Search(angle=angles, start=starts, rate=rate / COARSE)


def resemblance(limbs: FloatArray, bars: Sequence[slice], rate: float) -> FloatArray:
    """Return how near each bar of a dance comes to anything danced before it, shape (bars,).

    Parameters
    ----------
    limbs
        Limb vectors, shape (T, 9, 3), at `rate` samples a second.

    Returns
    -------
    FloatArray
        Mean limb angle to the most similar stretch before the bar, or to its mirror image,
        degrees; infinite for the first.
    """
    out = np.full(len(bars), np.inf)
    for number, bar in enumerate(bars):
        for side in (limbs, mirror_image(limbs)):
            before = side[: bar.start]
            if len(before) >= COARSE * 2:
                found = searched(limbs, [bar], before, rate).angle.min()
                out[number] = min(out[number], found)
    return out


def _coarse(bar: slice) -> slice:
    return slice(bar.start // COARSE, bar.stop // COARSE)


def in_order(search: Search) -> tuple[Match | None, ...]:
    """Return where each move is danced, such that they follow each other, or None where it is not.

    Of all ways to place moves one after another, the one with the greatest sum of what their
    angles fall below 25 degrees.
    """
    overlap = round(OVERLAP_S * search.rate)
    length = search.angle.shape[1]
    ends = np.arange(length)
    free_from = np.minimum(search.start + overlap, ends)
    best = [np.zeros(length + 1)]
    gains = []
    for angle, free in zip(search.angle, free_from, strict=True):
        gains.append(best[-1][free] + LOST - angle)
        reached = np.maximum.accumulate(np.append(0.0, gains[-1]))
        best.append(np.maximum(best[-1], reached))
    return _traced(search, best, gains, free_from)


def _traced(
    search: Search, best: Sequence[FloatArray], gains: Sequence[FloatArray], free_from: IntArray
) -> tuple[Match | None, ...]:
    """Walk back from the last move to the first along the best sums."""
    until, found = len(best[0]) - 1, list[Match | None]()
    for move in reversed(range(len(gains))):
        if best[move + 1][until] <= best[move][until]:
            found.append(None)
            continue
        end = int(np.argmax(gains[move][:until]))
        start = float(search.start[move, end]) / search.rate
        found.append(Match(angle=float(search.angle[move, end]), start_s=start))
        until = int(free_from[move, end])
    return tuple(reversed(found))
