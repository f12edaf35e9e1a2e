"""A clip in segments that are extracted apart, at the same time, and joined without a seam.

Each segment but the first starts early: the tracker needs about a second to settle to what it would
have seen had it come all the way (measured: 2 to 4 % of a torso apart at its first sample, below
1 % on average after fifteen). The settling is thrown away, and what follows of the overlap is faded
from one segment to the next. The plan depends on the clip alone, so the joined bytes do not depend
on how many workers there were.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from typing import Final

import numpy as np

from pose.clip.video import probe
from pose.motion import FloatArray
from pose.sequence import PoseSequence
from pose.tracker.estimator import extract_between

LONGEST_S: Final = 10.0
"""Clips up to this length stay whole."""
SETTLING_S: Final = 1.2
FADING_S: Final = 0.6


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a clip.

    Attributes
    ----------
    start_s, stop_s
        What is looked at, s; stop excluded.
    fade_s
        From here on the segment counts, at first fading in over 0.6 s, s.
    """

    start_s: float
    stop_s: float
    fade_s: float


@dataclass(frozen=True, slots=True)
class Part:
    """A segment's landmarks; `offset_s` is the time of its first sample in the clip."""

    segment: Segment
    offset_s: float
    sequence: PoseSequence


def plan(duration_s: float) -> tuple[Segment, ...]:
    """Return the segments of a clip of so many seconds, in order."""
    count = max(1, ceil(duration_s / LONGEST_S))
    edges = [round(index * duration_s / count, 3) for index in range(count)]
    starts = [max(0.0, edge - SETTLING_S - FADING_S) for edge in edges]
    fades = [max(0.0, edge - FADING_S) for edge in edges]
    stops = [*edges[1:], float("inf")]
    return tuple(Segment(*segment) for segment in zip(starts, stops, fades, strict=True))


def extract_segment(path: Path, model_path: Path, segment: Segment, *, video_sha256: str) -> Part:
    """Find the dancer in one segment: what a worker does, whatever gave it the work.

    Raises
    ------
    ClipError
        As `pose.clip.video.probe`.
    """
    offset_s, sequence = extract_between(
        path,
        model_path=model_path,
        video_sha256=video_sha256,
        between=(segment.start_s, segment.stop_s),
    )
    return Part(segment, offset_s, sequence)


def extract_in_segments(path: Path, *, model_path: Path, video_sha256: str) -> PoseSequence:
    """Return what parallel workers and `join` would, one segment after the other."""
    segments = plan(probe(path).duration_s)
    return join([extract_segment(path, model_path, s, video_sha256=video_sha256) for s in segments])


def join(parts: Sequence[Part]) -> PoseSequence:
    """Return the whole clip's landmarks from those of all its segments, in any order."""
    first, *others = sorted(parts, key=lambda part: part.offset_s)
    whole = first.sequence
    for part in others:
        whole = _joined(whole, part)
    return PoseSequence.from_bytes(whole.to_bytes())


def _joined(whole: PoseSequence, part: Part) -> PoseSequence:
    """Fade from what is joined so far to the next part, over the samples that both have."""
    times = part.sequence.timestamps + part.offset_s
    common = np.searchsorted(times, whole.timestamps[-1], side="right")
    shared = np.searchsorted(whole.timestamps, times[:common] - 1e-4)
    share = np.clip((times[:common] - part.segment.fade_s) / FADING_S, 0, 1)

    def faded(before: FloatArray, after: FloatArray) -> FloatArray:
        weight = share.reshape(-1, *[1] * (after.ndim - 1))
        old, new = before[shared], after[:common]
        mixed = old + weight * (new - old)
        # Where only one of them sees anybody, its word is taken.
        mixed = np.where(np.isnan(mixed), np.where(weight < 1 / 2, old, new), mixed)
        return np.concatenate([before[: shared[0]], mixed, after[common:]])

    return replace(
        whole,
        timestamps=np.concatenate([whole.timestamps, times[common:]]),
        image=faded(whole.image, part.sequence.image),
        world=faded(whole.world, part.sequence.world),
        visibility=faded(whole.visibility, part.sequence.visibility),
    )
