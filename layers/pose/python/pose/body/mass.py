"""Where a body's weight is: segments, their masses, and the centre of all."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from pose.landmarks import HEAD, HIPS, SHOULDERS, Landmark
from pose.motion import FloatArray, Motion
from pose.timing.events import bridged


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the body between two points, each the mean of some landmarks.

    Attributes
    ----------
    mass
        Share of the body's mass.
    centre
        Where its centre of mass lies, as a share of the way from proximal to distal.
    """

    proximal: tuple[int, ...]
    distal: tuple[int, ...]
    mass: float
    centre: float


@dataclass(frozen=True, slots=True)
class CentreOfMass:
    """The path of a body's centre of mass.

    Attributes
    ----------
    path
        Shape (T, 2), torso units, not a number where the hips were not seen.
    mass_seen
        In [0, 1]: share of the body's mass that was seen, over the clip.
    """

    path: FloatArray
    mass_seen: float


_SIDES: Final = ("LEFT", "RIGHT")


def segments(share_female: float = 0.5) -> tuple[Segment, ...]:
    """Return the fourteen segments with de Leva's masses and centres.

    Parameters
    ----------
    share_female
        In [0, 1]: 0 gives the table for men, 1 the one for women. Nobody is asked, so the mean of
        both is used; it is less than 0.4 % of stature from either.

    Source: de Leva 1996, J Biomech 29:1223, adjustments to Zatsiorsky-Seluyanov; as in BMClab's
    BSPmale_ZdeLeva and BSPfemale_ZdeLeva (CC BY 4.0).
    """

    def mean(male: float, female: float) -> float:
        return male + (female - male) * share_female

    head = Segment(HEAD, HEAD, mean(0.0694, 0.0668), 0.0)
    trunk = Segment(SHOULDERS, HIPS, mean(0.4346, 0.4257), mean(0.4310, 0.3782))
    limbs = (
        (("SHOULDER",), ("ELBOW",), mean(0.0271, 0.0255), mean(0.5772, 0.5754)),
        (("ELBOW",), ("WRIST",), mean(0.0162, 0.0138), mean(0.4574, 0.4559)),
        (("WRIST",), ("INDEX", "PINKY"), mean(0.0061, 0.0056), mean(0.7900, 0.7474)),
        (("HIP",), ("KNEE",), mean(0.1416, 0.1478), mean(0.4095, 0.3612)),
        (("KNEE",), ("ANKLE",), mean(0.0433, 0.0481), mean(0.4395, 0.4352)),
        (("HEEL",), ("FOOT_INDEX",), mean(0.0137, 0.0129), mean(0.4415, 0.4014)),
    )
    paired = tuple(
        Segment(_joints(side, proximal), _joints(side, distal), mass, centre)
        for side in _SIDES
        for proximal, distal, mass, centre in limbs
    )
    return (head, trunk, *paired)


def _joints(side: str, names: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(Landmark[f"{side}_{name}"] for name in names)


SEGMENTS: Final = segments()


def weighted_centre(points: FloatArray, parts: tuple[Segment, ...]) -> FloatArray:
    """Return the centre of mass of some segments, sum m (p + c (d - p)) / sum m.

    Parameters
    ----------
    points
        Shape (..., 33, D).

    Returns
    -------
    FloatArray
        Shape (..., D), unit of the points.
    """
    total = np.zeros((*points.shape[:-2], points.shape[-1]))
    for part in parts:
        proximal = points[..., list(part.proximal), :].mean(axis=-2)
        distal = points[..., list(part.distal), :].mean(axis=-2)
        total += part.mass * (proximal + part.centre * (distal - proximal))
    return np.asarray(total / sum(part.mass for part in parts))


def centre_of_mass(motion: Motion) -> CentreOfMass:
    """Return the centre of mass, a segment out of sight taken where it was about the hips.

    So the centre does not leap when an elbow comes into sight, and a hand that is never seen, which
    counts as if it were at the hips, moves it by less than a fiftieth of a torso.
    """
    about, seen = np.zeros((len(motion.image), 2)), 0.0
    for part in SEGMENTS:
        proximal, distal = motion.middle(part.proximal), motion.middle(part.distal)
        path = proximal + part.centre * (distal - proximal) - motion.hips
        about += part.mass * np.stack([bridged(axis) for axis in path.T], axis=1)
        seen += part.mass * motion.seen((*part.proximal, *part.distal))
    whole = sum(part.mass for part in SEGMENTS)
    return CentreOfMass(motion.hips + about / whole, seen / whole)
