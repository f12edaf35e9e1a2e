"""As many samples a second as every clip has, however often it was looked at."""

from dataclasses import replace
from typing import Final

import numpy as np

from pose.sequence import PoseSequence

USUAL_HZ: Final = 15.0
"""A clip looked at more often shows more of what is faster than a body's movement, and would be
scored as jerkier than the same dance looked at as usual."""


def thinned(sequence: PoseSequence) -> PoseSequence:
    """Return of each fifteenth of a second the sample nearest to its beginning.

    Sequences of the usual rate, and those sampled less often, stay as they are.
    """
    ticks = np.rint(sequence.timestamps * USUAL_HZ)
    off = np.abs(sequence.timestamps * USUAL_HZ - ticks)
    order = np.lexsort((off, ticks))
    kept = np.sort(order[np.unique(ticks[order], return_index=True)[1]])
    if len(kept) == len(ticks) or len(ticks) < USUAL_HZ * sequence.timestamps[-1] + _SPARE:
        return sequence
    return replace(
        sequence,
        timestamps=sequence.timestamps[kept] - sequence.timestamps[kept[0]],
        image=sequence.image[kept],
        world=sequence.world[kept],
        visibility=sequence.visibility[kept],
    )


_SPARE: Final = 2
"""Samples by which an unevenly sampled sequence may exceed the usual number."""
