"""Where a dancer's limbs point: what a choreography prescribes, whatever the dancer's build."""

from typing import Final

import numpy as np

from pose.landmarks import HIPS, SHOULDERS
from pose.landmarks import Landmark as L  # noqa: N817  a table of limbs reads better so
from pose.motion import FloatArray, Motion

LIMBS: Final[tuple[tuple[str, tuple[int, ...], tuple[int, ...]], ...]] = (
    ("left upper arm", (L.LEFT_SHOULDER,), (L.LEFT_ELBOW,)),
    ("right upper arm", (L.RIGHT_SHOULDER,), (L.RIGHT_ELBOW,)),
    ("left forearm", (L.LEFT_ELBOW,), (L.LEFT_WRIST,)),
    ("right forearm", (L.RIGHT_ELBOW,), (L.RIGHT_WRIST,)),
    ("left thigh", (L.LEFT_HIP,), (L.LEFT_KNEE,)),
    ("right thigh", (L.RIGHT_HIP,), (L.RIGHT_KNEE,)),
    ("left shank", (L.LEFT_KNEE,), (L.LEFT_ANKLE,)),
    ("right shank", (L.RIGHT_KNEE,), (L.RIGHT_ANKLE,)),
    ("torso", HIPS, SHOULDERS),
)
"""Name, where it begins and where it ends; each but the torso beside its partner."""
LIMB_NAMES: Final = tuple(name for name, _, _ in LIMBS)
PARTNERS: Final = (1, 0, 3, 2, 5, 4, 7, 6, 8)
QUIET_DEG: Final = 5.0
"""What a limb that never moves counts, as if it swung by so much."""
SHOWN: Final = 0.3
"""Share of the reference in which a limb must be seen to be asked for."""
ROUNDING: Final = 1e-6
"""Samples by which arithmetic may miss the end of a clip."""
_HALF: Final = 0.5


def limb_vectors(motion: Motion) -> FloatArray:
    """Return the unit vectors along nine limbs, shape (T, 9, 3), not a number where unseen.

    From world landmarks: neither the dancer's size and place nor how far the camera stands enters.
    """
    ends = [
        motion.world[:, list(last)].mean(axis=1) - motion.world[:, list(first)].mean(axis=1)
        for _, first, last in LIMBS
    ]
    return normalised(np.stack(ends, axis=1))


def normalised(vectors: FloatArray) -> FloatArray:
    """Return vectors (..., 3) at length 1, not a number where they had none."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(length > 0, length, np.nan))


def mirror_image(vectors: FloatArray) -> FloatArray:
    """Return the limbs (T, 9, 3) of a dancer who does the same to the other side."""
    return np.asarray(vectors[:, PARTNERS] * [-1.0, 1.0, 1.0])


def faced(vectors: FloatArray, angle: float) -> FloatArray:
    """Return limbs (T, 9, 3) turned about the vertical by an angle, radians."""
    cos, sin = np.cos(angle), np.sin(angle)
    return np.asarray(vectors @ np.array([[cos, 0.0, sin], [0.0, 1.0, 0.0], [-sin, 0.0, cos]]))


def facing_between(vectors: FloatArray, others: FloatArray) -> float:
    """Return the angle, radians, by which `vectors` must be `faced` to fit `others` best.

    Both of shape (T, 9, 3), moment by moment; the least-squares rotation about the vertical.
    """
    x, z, other_x, other_z = vectors[..., 0], vectors[..., 2], others[..., 0], others[..., 2]
    along = np.nansum(x * other_x + z * other_z)
    across = np.nansum(x * other_z - z * other_x)
    return float(np.arctan2(across, along))


def interpolated(vectors: FloatArray, index: FloatArray) -> FloatArray:
    """Return limbs (T, 9, 3) at fractional samples (G,), not a number outside the clip."""
    last = len(vectors) - 1
    inside = (index > -ROUNDING) & (index < last + ROUNDING)
    before = np.clip(np.floor(index).astype(int), 0, max(last - 1, 0))
    share = np.clip(index - before, 0.0, 1.0)[:, None, None]
    after = np.minimum(before + 1, last)
    out = normalised(vectors[before] * (1 - share) + vectors[after] * share)
    return np.where(inside[:, None, None], out, np.nan)


def mobility(vectors: FloatArray) -> FloatArray:
    """Return how far each limb swings about its mean direction, shape (9,), degrees rms.

    Zero for a limb that is never seen.
    """
    swing = angles_between(vectors, mean_directions(vectors))
    count = np.maximum(np.isfinite(swing).sum(axis=0), 1)
    return np.asarray(np.sqrt(np.nansum(swing**2, axis=0) / count))


def mean_directions(vectors: FloatArray) -> FloatArray:
    """Return where each limb points on average, unit vectors (9, 3); NaN if it is never seen."""
    return normalised(np.nansum(vectors, axis=0))


def turning_speed(vectors: FloatArray, weights: FloatArray, rate: float) -> FloatArray:
    """Return how fast the limbs turn, shape (T,), degrees per second; 0 where not seen."""
    steps = weighted_angle(angles_between(vectors[1:], vectors[:-1]), weights) * rate
    middle = (steps[1:] + steps[:-1]) / 2
    return np.asarray(np.nan_to_num(np.concatenate([steps[:1], middle, steps[-1:]])))


def angles_between(vectors: FloatArray, others: FloatArray) -> FloatArray:
    """Return the angles between unit vectors (..., 3), degrees in [0, 180]."""
    return np.asarray(np.degrees(np.arccos(np.clip((vectors * others).sum(axis=-1), -1.0, 1.0))))


def limb_weights(reference: FloatArray, attempt: FloatArray) -> FloatArray:
    """Return what each limb counts, shape (9,), summing to 1.

    As much as it swings in whichever of the two it swings more: a limb that hangs still in both
    would only dilute what the others do right or wrong. What the reference does not show, such as
    legs out of its frame, is not asked for.
    """
    shown = np.isfinite(reference).all(axis=2).mean(axis=0) >= SHOWN
    swing = shown * (QUIET_DEG + np.maximum(mobility(reference), mobility(attempt)))
    return np.asarray(swing / max(float(swing.sum()), QUIET_DEG))


def weighted_angle(angles: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the mean angle over the limbs that are known, shape (...), degrees.

    Parameters
    ----------
    angles
        Shape (..., 9), not a number where a limb is not known in both.
    weights
        Shape (9,), summing to 1 or, if nothing is asked for, to 0.

    Returns
    -------
    FloatArray
        Not a number where limbs of less than half the weight are known.
    """
    known = np.isfinite(angles) @ weights
    return _mean_if_known(np.nansum(angles * weights, axis=-1), known)


def mean_angle_table(vectors: FloatArray, others: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the `weighted_angle` of each moment to each, shape (T, M), degrees.

    Parameters
    ----------
    vectors, others
        Limb vectors, shapes (T, 9, 3) and (M, 9, 3).
    """
    total, known = np.zeros((2, len(vectors), len(others)))
    for limb, weight in enumerate(weights):
        mine, theirs = vectors[:, limb], others[:, limb]
        both = np.outer(np.isfinite(mine[:, 0]), np.isfinite(theirs[:, 0])) * weight
        cosines = np.nan_to_num(mine) @ np.nan_to_num(theirs).T
        total += both * np.degrees(np.arccos(np.clip(cosines, -1.0, 1.0)))
        known += both
    return _mean_if_known(total, known)


def _mean_if_known(total: FloatArray, known: FloatArray) -> FloatArray:
    return np.where(known >= _HALF, total / np.where(known > 0, known, 1.0), np.nan)
