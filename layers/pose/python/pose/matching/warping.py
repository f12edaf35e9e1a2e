"""Dynamic time warping: which moment of one dance belongs to which of another."""

from typing import TypeVar

import numpy as np
import numpy.typing as npt

from pose.motion import FloatArray

IntArray = npt.NDArray[np.int64]
Scalar = TypeVar("Scalar", bound=np.generic)


def banded_path(cost: FloatArray) -> tuple[IntArray, IntArray]:
    """Return the cheapest path through a band about the diagonal.

    Steps along both dances cost twice, along one of them once ("symmetric2", Sakoe and Chiba 1978,
    IEEE Trans ASSP 26:43). Every moment of the first dance is passed; where in the band the path
    begins and ends is free.

    Parameters
    ----------
    cost
        Shape (n, 2 K + 1): entry (i, k) is the distance of moment i to moment i + k - K of the
        other dance, infinite where that does not exist; finite on the diagonal k = K.

    Returns
    -------
    tuple[IntArray, IntArray]
        The path's cells, rising: i and k.
    """
    total = _accumulated(cost)
    row, column = len(cost) - 1, int(np.argmin(total[-1]))
    path = [(row, column)]
    while row:
        row, column = _before(total, cost, row, column)
        path.append((row, column))
    rows, columns = np.array(path[::-1]).T
    return rows, columns


def _accumulated(cost: FloatArray) -> FloatArray:
    """Return the cost of the cheapest path to each cell, row by row.

    Within a row every cell may follow its left neighbour at the cell's own cost c, so that D_k =
    min(a_k, D_(k-1) + c_k): a running minimum once the running sum of c is taken off.
    """
    total = np.empty_like(cost)
    total[0] = cost[0]
    for row in range(1, len(cost)):
        here = cost[row]
        from_above = np.append(total[row - 1, 1:], np.inf) + here
        arrived = np.minimum(total[row - 1] + 2 * here, from_above)
        along = np.cumsum(np.where(np.isfinite(here), here, 0.0))
        reached = np.minimum.accumulate(arrived - along) + along
        total[row] = np.where(np.isfinite(here), reached, np.inf)
    return total


def _before(total: FloatArray, cost: FloatArray, row: int, column: int) -> tuple[int, int]:
    """Return the cell from which the cheapest path came."""
    here = cost[row, column]
    offers = [(total[row - 1, column] + 2 * here, row - 1, column)]
    if column + 1 < total.shape[1]:
        offers.append((total[row - 1, column + 1] + here, row - 1, column + 1))
    if column:
        offers.append((total[row, column - 1] + here, row, column - 1))
    return min(offers)[1:]


def best_subsequences(cost: FloatArray) -> tuple[FloatArray, IntArray]:
    """Find a short dance within a long one: the cheapest match that ends at each moment.

    At between half and double the pace throughout: steps of one moment of the short dance and one
    or two of the long, or of two and one (Sakoe and Chiba 1978, asymmetric, P = 1).

    Parameters
    ----------
    cost
        Shape (n, m), finite: the distance of each moment of the short dance to each of the long.

    Returns
    -------
    tuple[FloatArray, IntArray]
        By end (m,): the mean distance along the match, infinite where none ends, and where the
        match begins.
    """
    count, length = cost.shape
    moments = np.arange(length)
    past, past_start = np.full(length, np.inf), np.zeros(length, dtype=np.int64)
    total, start = cost[0], moments
    for row in range(1, count):
        here, above = cost[row], cost[row - 1]
        offers = np.stack(
            [
                _later(total, 1, np.inf) + here,
                _later(total, 2, np.inf) + (_later(here, 1, 0.0) + here) / 2,
                _later(past, 1, np.inf) + above + here,
            ]
        )
        starts = np.stack([_later(start, 1, 0), _later(start, 2, 0), _later(past_start, 1, 0)])
        chosen = np.argmin(offers, axis=0), moments
        past, past_start = total, start
        total, start = offers[chosen], starts[chosen]
    return total / count, start


def _later(values: npt.NDArray[Scalar], by: int, fill: float) -> npt.NDArray[Scalar]:
    """Return values (m,) moved later by some moments."""
    out = np.full_like(values, fill)
    out[by:] = values[: len(values) - by]
    return out
