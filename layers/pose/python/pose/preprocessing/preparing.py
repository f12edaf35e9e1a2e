"""From a pose sequence as it was tracked to a motion that can be measured.

The order matters: thin what was sampled more often than is usual, exchange swapped sides, hide what
was not seen or cannot be, lay the rest on the even grid, take the jitter out, and only then measure
in torso units.
"""

from typing import Final

import numpy as np

from pose.body.turning import heading
from pose.errors import CannotScoreError
from pose.landmarks import HIPS, LANDMARK_COUNT, SHOULDERS, Landmark
from pose.motion import BoolArray, FloatArray, Motion
from pose.preprocessing.leaps import leaping_frames
from pose.preprocessing.resampling import GRID_HZ, grid, low_passed, resampled
from pose.preprocessing.swaps import swapped_frames, unswapped
from pose.preprocessing.thinning import thinned
from pose.sequence import PoseSequence

SEEN_ABOVE: Final = 0.5
GUESSED: Final = 0.3
"""Visibility up to which a place is the tracker's guess and is left out."""
CERTAIN: Final = 0.7
"""Visibility from which a place is fully trusted. Between the two it is used, but counts in part
towards what was seen: of two takes of one dance, one may have a knee at 0.49 and the other at 0.51.
"""
FARTHEST: Final = 8.0
"""Frame heights or metres beyond which a coordinate is a fault, not a place."""
LONGEST_S: Final = 120.0
SHORTEST_S: Final = 2.0
LEG_TO_TORSO: Final = 1.70
"""(hip to ankle) / (shoulder to hip): (.530 - .039) / (.818 - .530) of stature.

Source: Drillis and Contini 1966, body segment parameters.
"""
_LEGS: Final = (
    (Landmark.LEFT_HIP, Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE),
    (Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE),
)


def prepare(sequence: PoseSequence) -> Motion:
    """Return the motion of a sequence.

    Raises
    ------
    CannotScoreError
        If the sequence is too short or too long, or the torso is hardly ever seen.
    """
    sequence = thinned(sequence)
    seconds = float(sequence.timestamps[-1])
    if not SHORTEST_S <= seconds <= LONGEST_S:
        raise CannotScoreError("the dancer is not seen long enough to be measured")
    image, world = _upright(sequence)
    places = np.concatenate([image, world], axis=2)
    sane = np.all(np.abs(places) < FARTHEST, axis=2)
    swapped = swapped_frames(np.where(sane[..., None], world, np.nan))
    leaps = leaping_frames(np.where(sane[..., None], world, np.nan), sequence.timestamps)
    seen: BoolArray = sane & (sequence.visibility > GUESSED) & ~leaps[:, None]
    known = unswapped(seen, swapped)
    smooth = _on_grid(sequence.timestamps, unswapped(places, swapped), known)
    return Motion(
        rate=GRID_HZ,
        image=smooth[..., :2] / torso(smooth[..., :2]),
        world=smooth[..., 2:] / torso(smooth[..., 2:]),
        heading=_heading(sequence.timestamps, world, seen),
        coverage=_coverage(sequence, unswapped(sequence.visibility, swapped), smooth),
        native_fps=max(0.0, float(np.nan_to_num(sequence.native_fps))),
    )


def _upright(sequence: PoseSequence) -> tuple[FloatArray, FloatArray]:
    """Return image (T, 33, 2) in frame heights and world (T, 33, 3) in metres, both y up."""
    aspect = max(sequence.width, 1) / max(sequence.height, 1)
    return (
        sequence.image[..., :2] * np.array([aspect, -1.0]),
        sequence.world * np.array([1.0, -1.0, 1.0]),
    )


def _on_grid(times: FloatArray, points: FloatArray, known: BoolArray) -> FloatArray:
    at = grid(times)
    tracks = [
        low_passed(resampled(times, points[:, landmark], known[:, landmark], at))
        for landmark in range(LANDMARK_COUNT)
    ]
    return np.stack(tracks, axis=1)


def _coverage(sequence: PoseSequence, visibility: FloatArray, smooth: FloatArray) -> FloatArray:
    """Return the share of the clip in which each landmark is known, shape (33,), in [0, 1]."""
    trust = np.clip((visibility - GUESSED) / (CERTAIN - GUESSED), 0.0, 1.0)
    at = grid(sequence.timestamps)
    trusted = [np.interp(at, sequence.timestamps, column) for column in trust.T]
    return np.asarray((np.stack(trusted, axis=1) * np.isfinite(smooth).all(axis=2)).mean(axis=0))


def _heading(times: FloatArray, world: FloatArray, seen: BoolArray) -> FloatArray:
    """Return the heading on the grid, from each frame as it was tracked, shape (T,), radians.

    Filtering the landmarks of a fast turn would draw them through the body's own axis.
    """
    level = np.where(seen[..., None], world[..., [0, 2]], 0.0)
    across = np.zeros((len(times), 2))
    for left, right in (SHOULDERS, HIPS):
        line = level[:, left] - level[:, right]
        length = np.linalg.norm(line, axis=1, keepdims=True)
        across += line / np.where(length > 0, length, 1.0)
    known = seen[:, [*SHOULDERS, *HIPS]].all(axis=1)
    at = grid(times)
    if not known.any():
        return np.zeros(len(at))
    return np.asarray(np.interp(at, times[known], heading(across[known])))


def torso(points: FloatArray) -> float:
    """Return the length of the torso, in the unit of the points: one torso unit.

    A bend or a turn shortens the torso in the picture, so each frame offers the longer of the
    torso itself and of what the legs say it should be, and the 90th percentile is taken.

    Parameters
    ----------
    points
        Shape (T, 33, 2 or 3), may hold gaps.

    Raises
    ------
    CannotScoreError
        If shoulders and hips are never known together.
    """
    middle = points[:, list(SHOULDERS)].mean(axis=1) - points[:, list(HIPS)].mean(axis=1)
    lengths = [np.linalg.norm(middle, axis=1)]
    if not np.isfinite(lengths[0]).any():
        raise CannotScoreError("shoulders and hips are not seen together for long enough")
    for hip, knee, ankle in _LEGS:
        thigh, shank = points[:, hip] - points[:, knee], points[:, knee] - points[:, ankle]
        legs = np.linalg.norm(thigh, axis=1) + np.linalg.norm(shank, axis=1)
        lengths.append(legs / LEG_TO_TORSO)
    offers = np.fmax.reduce(lengths)
    length = float(np.percentile(offers[np.isfinite(offers)], 90))
    if not length > 0:
        raise CannotScoreError("the dancer's body has no size")
    return length
