"""A clip in segments that are extracted apart, at the same time, and joined without a seam.

Each segment but the first starts early: the tracker needs about a second to settle to what it would
have seen had it come all the way (measured: 2 to 4 % of a torso apart at its first sample, below
1 % on average after fifteen). The settling is thrown away, and what follows of the overlap is faded
from one segment to the next. The plan depends on the clip alone, so the joined bytes do not depend
on how many workers there were.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from typing import Final, NamedTuple

import numpy as np

from pose.clip.thumbnail import Thumbnails
from pose.clip.traits import ClipTraits, measured
from pose.errors import NoPersonError
from pose.motion import FloatArray
from pose.sequence import PoseSequence
from pose.tracker.presence import check_somebody

LONGEST_S: Final = 10.0
"""Clips up to this length stay whole."""
SETTLING_S: Final = 1.2
FADING_S: Final = 0.6


class Segment(NamedTuple):
    """A stretch of a clip.

    Attributes
    ----------
    start_s, stop_s
        What is looked at, s; stop excluded.
    own_s
        From here on, up to the stop, the segment alone counts, s.
    """

    start_s: float
    own_s: float
    stop_s: float

    @property
    def fade_s(self) -> float:
        """When it begins to count, at first fading in over 0.6 s, s."""
        return max(self.start_s, self.own_s - FADING_S)


class Part(NamedTuple):
    """What was found in a segment.

    Attributes
    ----------
    offset_s
        Time of the first sample in the clip, s.
    sequence
        The landmarks, times counted from there; None where no picture is shown for so long.
    thumbnails
        The pictures that are the segment's own, on the clip's clock.
    """

    segment: Segment
    offset_s: float
    sequence: PoseSequence | None
    thumbnails: Thumbnails


def plan(duration_s: float) -> tuple[Segment, ...]:
    """Return the segments of a clip of so many seconds, in order."""
    count = max(1, ceil(duration_s / LONGEST_S))
    edges = [round(index * duration_s / count, 3) for index in range(count)]
    starts = [max(0.0, edge - SETTLING_S - FADING_S) for edge in edges]
    stops = [*edges[1:], float("inf")]
    return tuple(Segment(*segment) for segment in zip(starts, edges, stops, strict=True))


def join(parts: Sequence[Part]) -> PoseSequence:
    """Return the whole clip's landmarks from those of all its segments, in any order.

    Raises
    ------
    NoPersonError
        As `pose.tracker.estimator.extract`.
    """
    ordered = sorted(parts, key=lambda part: part.segment.start_s)
    whole: PoseSequence | None = None
    for part in ordered:
        if whole is None:
            whole = part.sequence
        elif part.sequence is not None:
            whole = _joined(whole, part.segment, part.offset_s, part.sequence)
    if whole is None:
        raise NoPersonError("no picture is shown")
    whole = PoseSequence.from_bytes(whole.to_bytes())
    check_somebody(whole)
    return whole


def traits_of(parts: Sequence[Part]) -> ClipTraits:
    """Return what is measured on the whole clip's pictures: a loop may be longer than a segment."""
    ordered = sorted(parts, key=lambda part: part.segment.start_s)
    return measured(Thumbnails.joined([part.thumbnails for part in ordered]))


def _joined(
    whole: PoseSequence, segment: Segment, offset_s: float, following: PoseSequence
) -> PoseSequence:
    """Fade from what is joined so far to what follows, over the samples that both have."""
    times = following.timestamps + offset_s
    common = np.searchsorted(times, whole.timestamps[-1], side="right")
    shared = np.searchsorted(whole.timestamps, times[:common] - 1e-4)
    kept = shared[0] if len(shared) else len(whole.timestamps)
    share = np.clip((times[:common] - segment.fade_s) / FADING_S, 0, 1)

    def faded(before: FloatArray, after: FloatArray) -> FloatArray:
        weight = share.reshape(-1, *[1] * (after.ndim - 1))
        old, new = before[shared], after[:common]
        mixed = old + weight * (new - old)
        # Where only one of them sees anybody, its word is taken.
        mixed = np.where(np.isnan(mixed), np.where(weight < 1 / 2, old, new), mixed)
        return np.concatenate([before[:kept], mixed, after[common:]])

    return replace(
        whole,
        timestamps=np.concatenate([whole.timestamps, times[common:]]),
        image=faded(whole.image, following.image),
        world=faded(whole.world, following.world),
        visibility=faded(whole.visibility, following.visibility),
        people=max(whole.people, following.people),
    )
