"""What a body stands on, and how safely: contact of the feet, margin of stability."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from pose.landmarks import Landmark
from pose.motion import BoolArray, FloatArray, Motion
from pose.timing.events import bridged

FEET: Final = (
    (Landmark.LEFT_ANKLE, Landmark.LEFT_HEEL, Landmark.LEFT_FOOT_INDEX),
    (Landmark.RIGHT_ANKLE, Landmark.RIGHT_HEEL, Landmark.RIGHT_FOOT_INDEX),
)
NEAR_FLOOR: Final = 0.08
SLOW_FOOT: Final = 0.25
LEAST_CONTACT_S: Final = 0.15
LANDING: Final = 0.15
"""TU above the floor below which a moving foot can still catch the body: about 7 cm."""
LIFTED: Final = 0.5
"""TU above the floor from which it cannot. Depth lifts a foot in the picture, too: one a metre
behind the other, in front of a camera at the height of the hips, by about 0.15."""
HALF_FOOT: Final = 0.1
"""TU from the middle of a foot to its side: a shoe is about 10 cm wide, a torso 49 cm long."""
SHOWN: Final = 0.3
"""Share of the clip below which a landmark of the foot is left out."""
METRES_PER_TU: Final = 0.49
SHORTEST_PENDULUM_M: Final = 0.1
GRAVITY: Final = 9.81
_FLOOR_PERCENTILE: Final = 10


def contacts(motion: Motion) -> BoolArray:
    """Return when each foot stands, shape (T, 2), left and right.

    A foot stands while its ankle is within 0.08 TU of its lowest level and slower than 0.25 TU/s,
    for at least 0.15 s; a break as short as that is the tracker's.
    """
    return np.stack([_contact(motion, foot[0]) for foot in FEET], axis=1)


def _contact(motion: Motion, ankle: int) -> BoolArray:
    path = motion.image[:, ankle]
    height = path[:, 1]
    known = np.isfinite(height) & np.isfinite(motion.speed(path))
    if not known.any():
        return known
    near = bridged(height) < floor_level(height) + NEAR_FLOOR
    near &= known & (bridged(motion.speed(path)) < SLOW_FOOT)
    least = round(LEAST_CONTACT_S * motion.rate)
    return long_enough(closed(near, least), least)


def floor_level(height: FloatArray) -> float:
    """Return the height at which an ankle stands: the 10th percentile of its path, shape (T,)."""
    return float(np.percentile(height[np.isfinite(height)], _FLOOR_PERCENTILE))


def long_enough(state: BoolArray, samples: int) -> BoolArray:
    """Return a state (T,) without the stretches shorter than so many samples."""
    out = np.zeros_like(state)
    for start, stop in stretches(state):
        out[start:stop] = stop - start >= samples
    return out


def closed(state: BoolArray, samples: int) -> BoolArray:
    """Return a state (T,) that holds on through breaks of at most so many samples."""
    out = state.copy()
    for start, stop in stretches(~state):
        if start > 0 and stop < len(state) and stop - start <= samples:
            out[start:stop] = True
    return out


def stretches(state: BoolArray) -> list[tuple[int, int]]:
    """Return where a state (T,) holds, as [start, stop) sample indices."""
    edges = np.flatnonzero(np.diff(state.astype(np.int8), prepend=0, append=0))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def extrapolated_centre(path: FloatArray, velocity: FloatArray, pendulum_m: float) -> FloatArray:
    """Return XcoM, where the centre of mass is heading as an inverted pendulum: x + v / w0.

    w0 = sqrt(g / l). Paths in any unit of length, velocities in it per second, l in metres.

    Source: Hof, Gazendam and Sinke 2005, J Biomech 38:1 (PubMed 15519333).
    """
    return np.asarray(path + velocity * np.sqrt(pendulum_m / GRAVITY))


def base_of_support(motion: Motion) -> FloatArray:
    """Return the left and the right edge of what the feet can carry, shape (T, 2), TU.

    The span of the feet near the floor: a foot about to land counts, or every step of a dance
    would pass for a fall; one that is lifted counts less and less, so that the edge follows it
    instead of leaping. Only the picture's horizontal counts: depth is not to be trusted. Not a
    number while no foot is near the floor.
    """
    spans, shares = zip(*(_footing(motion, foot) for foot in FEET), strict=True)
    edges = np.stack([_edge(spans, shares, side) for side in (0, 1)], axis=1)
    return np.where(np.max(shares, axis=0)[:, None] > 0, edges, np.nan)


def _footing(motion: Motion, foot: Sequence[int]) -> tuple[FloatArray, FloatArray]:
    """Return how far a foot reaches, shape (2, T), and how far it can carry, (T,), in [0, 1].

    From those of its landmarks that are shown; without its ankle nothing is known of it.
    """
    parts = [part for part in foot if motion.coverage[part] >= SHOWN]
    if foot[0] not in parts:
        return np.zeros((2, len(motion.image))), np.zeros(len(motion.image))
    across, height = motion.image[:, parts, 0], motion.image[:, foot[0], 1]
    known = np.isfinite(across).all(axis=1)
    span = np.stack([bridged(across.min(axis=1)), bridged(across.max(axis=1))])
    lifted = bridged(height) - _common_floor(motion)
    share = np.clip((LIFTED - lifted) / (LIFTED - LANDING), 0, 1)
    return span + np.array([[-HALF_FOOT], [HALF_FOOT]]), np.where(known, share, 0.0)


def _common_floor(motion: Motion) -> float:
    """Return the lower of the two feet's floors: who stands on one leg has the other off it."""
    heights = [motion.image[:, foot[0], 1] for foot in FEET]
    return min((floor_level(h) for h in heights if np.isfinite(h).any()), default=0.0)


def _edge(spans: Sequence[FloatArray], shares: Sequence[FloatArray], side: int) -> FloatArray:
    """Return an edge of the support, shape (T,): the outer foot's as far as it can carry."""
    outer = np.minimum if side == 0 else np.maximum
    (one, other), (mine, theirs) = (span[side] for span in spans), shares
    both = outer(one, other)
    alone = np.where(mine >= theirs, one, other)
    return np.asarray(alone + (both - alone) * np.minimum(mine, theirs))


def margin_of_stability(motion: Motion, centre: FloatArray) -> FloatArray:
    """Return how far inside its support a body is heading, shape (T,), TU; negative is falling.

    Parameters
    ----------
    centre
        Shape (T, 2): path of the centre of mass.
    """
    ankles = motion.image[:, [foot[0] for foot in FEET], 1].mean(axis=1)
    heights = (centre[:, 1] - ankles)[np.isfinite(centre[:, 1] - ankles)]
    pendulum = float(np.median(heights)) * METRES_PER_TU if len(heights) else 1.0
    heading = extrapolated_centre(
        centre[:, 0], motion.velocity(centre[:, 0]), max(pendulum, SHORTEST_PENDULUM_M)
    )
    edges = base_of_support(motion)
    return np.asarray(np.minimum(heading - edges[:, 0], edges[:, 1] - heading))
