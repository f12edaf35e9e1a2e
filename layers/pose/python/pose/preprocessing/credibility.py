"""How far the landmarks can be believed: bones that keep their length, joints that keep their way.

All of this is measured on the landmarks as they were tracked, before anything is smoothed.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from pose.body.deformation import JOINTS
from pose.landmarks import HIPS, SHOULDERS, Landmark
from pose.motion import FloatArray
from pose.preprocessing.preparing import SEEN_ABOVE
from pose.sequence import PoseSequence

BONES: Final = (
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW),
    (Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST),
    (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_ELBOW),
    (Landmark.RIGHT_ELBOW, Landmark.RIGHT_WRIST),
    (Landmark.LEFT_HIP, Landmark.LEFT_KNEE),
    (Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE),
    (Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE),
    (Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE),
    SHOULDERS,
    HIPS,
)
_FEWEST: Final = 15
"""Samples without which nothing is said about a bone: one second."""


def bone_variation(sequence: PoseSequence) -> float:
    """Return how much the length of the body's usual bone varies, as a share of its length.

    The median over the bones of each one's coefficient of variation, in three dimensions; not a
    number where no bone is seen for a second.
    """
    seen = _seen(sequence)
    variations = []
    for above, below in BONES:
        both = seen[:, above] & seen[:, below]
        if both.sum() >= _FEWEST:
            bone = sequence.world[both, above] - sequence.world[both, below]
            lengths = np.linalg.norm(bone, axis=1)
            variations.append(float(lengths.std() / max(lengths.mean(), 1e-9)))
    return float(np.median(variations)) if variations else float("nan")


def unsteadiness(sequence: PoseSequence) -> tuple[float, float]:
    """Return how the joints tremble from sample to sample.

    Returns
    -------
    tuple
        How rough: change of velocity over velocity, root mean squares, 1.73 for pure noise, below 1
        for a body, which goes on in the direction it is going. And how far: the noise that would
        make that change, in torso units along each axis. Medians over the joints; not numbers where
        none is seen.
    """
    tracks, _ = _tracks(sequence)
    with np.errstate(invalid="ignore", divide="ignore"):
        step, turn = (_mean_square(np.diff(tracks, order, axis=0)) for order in (1, 2))
        rough, far = np.sqrt(turn / step), np.sqrt(turn / 6)
    known = np.isfinite(rough)
    if not known.any():
        return float("nan"), float("nan")
    return float(np.median(rough[known])), float(np.median(far[known]))


def speeds(sequence: PoseSequence) -> FloatArray:
    """Return the speed of each joint from sample to sample, shape (T - 1, 12), TU/s."""
    tracks, times = _tracks(sequence)
    steps = np.linalg.norm(np.diff(tracks, axis=0), axis=2)
    return np.asarray(steps / np.diff(times)[:, None])


def repeated_samples(sequence: PoseSequence) -> float:
    """Return the share of samples that equal the one before to the last digit, in [0, 1]."""
    largest = np.abs(np.diff(sequence.image, axis=0)).max(axis=(1, 2))
    known = largest[np.isfinite(largest)]
    return float(np.mean(known == 0)) if len(known) else 0.0


def leaps(sequence: PoseSequence, *, farther: float, faster: float) -> list[int]:
    """Return the samples at which the dancer is suddenly somewhere else.

    Parameters
    ----------
    farther
        Torso units that the hips must have gone since they were last seen.
    faster
        Torso units per second, so that a dancer who walked out of sight may come back.
    """
    tracks, times = _tracks(sequence, joints=HIPS)
    hips = tracks.mean(axis=1)
    known = np.flatnonzero(np.isfinite(hips).all(axis=1))
    gone = np.linalg.norm(np.diff(hips[known], axis=0), axis=1)
    sudden = (gone > farther) & (gone / np.diff(times[known]) > faster)
    return [int(sample) for sample in known[1:][sudden]]


def _seen(sequence: PoseSequence) -> npt.NDArray[np.bool_]:
    finite = np.isfinite(sequence.image).all(axis=2) & np.isfinite(sequence.world).all(axis=2)
    return np.asarray(finite & (sequence.visibility > SEEN_ABOVE))


def _tracks(
    sequence: PoseSequence, joints: tuple[int, ...] = JOINTS
) -> tuple[FloatArray, FloatArray]:
    """Return the joints' places, shape (T, J, 2), TU, gaps where they were not seen; and times."""
    square = sequence.image[..., :2] * [sequence.width / max(sequence.height, 1), 1.0]
    places = np.where(_seen(sequence)[..., None], square, np.nan)
    torso = places[:, list(SHOULDERS)].mean(axis=1) - places[:, list(HIPS)].mean(axis=1)
    lengths = np.linalg.norm(torso, axis=1)
    lengths = lengths[np.isfinite(lengths)]
    unit = max(float(np.percentile(lengths, 90)), 1e-9) if len(lengths) else np.nan
    return places[:, list(joints)] / unit, sequence.timestamps


def _mean_square(values: FloatArray) -> FloatArray:
    """Return the mean square of (T, J, 2) over time and axes, shape (J,), gaps left out."""
    known = np.isfinite(values)
    total = np.where(known, values, 0) ** 2
    return np.asarray(total.sum(axis=(0, 2)) / known.sum(axis=(0, 2)))
