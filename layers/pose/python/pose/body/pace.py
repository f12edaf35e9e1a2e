"""How fast a body moves, and how much it spends on it."""

from typing import Final

import numpy as np
from scipy.ndimage import gaussian_filter1d
from scipy.signal import find_peaks

from pose.body.mass import SEGMENTS
from pose.landmarks import Landmark
from pose.motion import USED_ABOVE, FloatArray, Motion
from pose.timing.events import SLOWER, bridged

REACH_S: Final = 0.1
ACCENT_SPREAD_S: Final = 5 / 60
LIMBS: Final = (
    Landmark.LEFT_WRIST,
    Landmark.RIGHT_WRIST,
    Landmark.LEFT_ELBOW,
    Landmark.RIGHT_ELBOW,
    Landmark.LEFT_KNEE,
    Landmark.RIGHT_KNEE,
    Landmark.LEFT_ANKLE,
    Landmark.RIGHT_ANKLE,
)


def limb_paths(motion: Motion) -> list[FloatArray]:
    """Return the paths of the limbs that are seen against the hips, each of shape (T, 2), TU.

    Against the hips, so that a shaken camera is not a fast dancer.
    """
    return [
        motion.image[:, limb] - motion.hips for limb in LIMBS if motion.seen([limb]) >= USED_ABOVE
    ]


def limb_speeds(motion: Motion) -> FloatArray:
    """Return how fast the limbs get on, shape (T, limbs seen), TU/s."""
    speeds = [chord_speed(motion, path) for path in limb_paths(motion)]
    return np.stack(speeds, axis=1) if speeds else np.zeros((len(motion.image), 1))


def limb_speed(motion: Motion) -> FloatArray:
    """Return the mean speed of the limbs against the hips, shape (T,), TU/s."""
    return np.asarray(limb_speeds(motion).mean(axis=1))


def directness(motion: Motion) -> float:
    """Return how far the limbs get for all their moving, in [0, 1]; 1 if nothing moves.

    About 0.9 for a dance, however fast, 0.55 for one that trembles, 0.4 for mere jitter.
    """
    moved = sum(float(bridged(motion.speed(path)).mean()) for path in limb_paths(motion))
    got_on = sum(float(chord_speed(motion, path).mean()) for path in limb_paths(motion))
    return min(got_on / moved, 1.0) if moved > 0 else 1.0


def accents(motion: Motion) -> int:
    """Return how often the limbs pause against the hips."""
    smooth = gaussian_filter1d(limb_speed(motion), ACCENT_SPREAD_S * motion.rate)
    return len(find_peaks(-smooth, prominence=SLOWER)[0])


def chord_speed(motion: Motion, path: FloatArray) -> FloatArray:
    """Return how fast a path (T, 2) gets on, shape (T,), TU/s.

    From where it was a tenth of a second ago to where it will be in another: to tremble, or to be
    trembled by the tracker, is not to be fast. A limb at three strokes a second loses a tenth, the
    jitter of a motionless body more than half.
    """
    known = np.stack([bridged(axis) for axis in path.T], axis=1)
    reach, index = round(REACH_S * motion.rate), np.arange(len(known))
    before, after = np.maximum(index - reach, 0), np.minimum(index + reach, len(known) - 1)
    chord = np.linalg.norm(known[after] - known[before], axis=1)
    return np.asarray(chord / (after - before) * motion.rate)


def energy(motion: Motion) -> FloatArray:
    """Return the kinetic energy per mass of the segments seen, sum m v^2 / 2, shape (T,), TU^2/s^2.

    Of the segments' centres of mass against the hips, in the picture: what a turn towards the
    camera spends is not seen.
    """
    total, mass = np.zeros(len(motion.image)), 0.0
    for part in SEGMENTS:
        if motion.seen((*part.proximal, *part.distal)) >= USED_ABOVE:
            proximal, distal = motion.middle(part.proximal), motion.middle(part.distal)
            path = proximal + part.centre * (distal - proximal) - motion.hips
            total += part.mass * chord_speed(motion, path) ** 2 / 2
            mass += part.mass
    return total / mass if mass else total
