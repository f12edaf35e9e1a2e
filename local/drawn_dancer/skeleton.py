"""The puppet's bones: from a posture to joints in the room, and from there to the picture.

The room's axes in metres: x to the picture's right, y up from the floor, z towards the camera. The
puppet faces the camera, so its left is at positive x. Times run along the first axis of all arrays.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]

STATURE: Final = 1.70
# Shares of stature: Drillis and Contini 1966; widths narrowed to where the joints turn.
THIGH: Final = 0.245 * STATURE
SHANK: Final = 0.246 * STATURE
ANKLE_HEIGHT: Final = 0.045 * STATURE
TRUNK: Final = 0.288 * STATURE
NECK: Final = 0.052 * STATURE
HEAD: Final = 0.13 * STATURE
UPPER_ARM: Final = 0.186 * STATURE
FOREARM: Final = 0.146 * STATURE
HAND: Final = 0.085 * STATURE
HALF_HIPS: Final = 0.092
HALF_SHOULDERS: Final = 0.178
STANDING: Final = ANKLE_HEIGHT + 0.985 * (THIGH + SHANK)
_REACH: Final = 0.998 * (THIGH + SHANK)
_SIDES: Final = (("left", 1.0), ("right", -1.0))

JOINTS: Final = (
    "nose",
    *(
        f"{side}_{part}"
        for part in (
            "eye",
            "ear",
            "shoulder",
            "elbow",
            "wrist",
            "index",
            "hip",
            "knee",
            "ankle",
            "heel",
            "foot_index",
        )
        for side in ("left", "right")
    ),
)
"""Names as MediaPipe's landmarks have them, in the order of the joints axis."""

Joints = dict[str, FloatArray]


@dataclass(frozen=True, slots=True)
class Posture:
    """What the puppet does at each moment; angles in radians, all of shape (T,) but the points.

    Attributes
    ----------
    pelvis
        Shape (T, 3), metres: between the hips.
    lean
        Of the trunk to the puppet's left.
    turn
        Of the trunk about its own axis, towards the puppet's left.
    tilt
        Of the head to the puppet's left.
    raises
        Shape (T, 2), left and right: upper arm from hanging (0) over sideways (pi / 2) to up.
    bends
        Shape (T, 2): elbow from straight (0), turning the forearm on upwards and inwards.
    reaches
        Shape (T, 2): upper arm out of the body's plane towards the front.
    feet
        Shape (T, 2, 3), metres: where the soles' ankles stand.
    heading
        How far all of the above has turned to the puppet's left, about the pelvis.
    """

    pelvis: FloatArray
    lean: FloatArray
    turn: FloatArray
    tilt: FloatArray
    raises: FloatArray
    bends: FloatArray
    reaches: FloatArray
    feet: FloatArray
    heading: FloatArray


@dataclass(frozen=True, slots=True)
class Camera:
    """A phone on a shelf, looking straight ahead.

    Attributes
    ----------
    width, height
        Pixels.
    distance
        From the puppet, metres.
    level
        Height above the floor, metres.
    field
        What the width shows at the puppet's place, metres.
    aside
        How far it stands to the puppet's right, metres.
    """

    width: int
    height: int
    distance: float = 4.0
    level: float = 1.0
    field: float = 2.1
    aside: float = 0.0

    def picture(self, points: FloatArray) -> FloatArray:
        """Project points of shape (..., 3) to pixels, shape (..., 2)."""
        scale = self.scale(points)
        x = self.width / 2 + (points[..., 0] + self.aside) * scale
        y = 0.52 * self.height - (points[..., 1] - self.level) * scale
        return np.stack([x, y], axis=-1)

    def scale(self, points: FloatArray) -> FloatArray:
        """Return the pixels a metre takes at points of shape (..., 3)."""
        near = self.distance / (self.distance - points[..., 2])
        return np.asarray(self.width / self.field * near)


def joints(posture: Posture) -> Joints:
    """Return the named joints, each of shape (T, 3), metres."""
    along, across, ahead = _trunk_axes(posture)
    pelvis = _within_reach(posture)
    chest = pelvis + TRUNK * along
    out = _head(chest, posture)
    out["chest"], out["pelvis"] = chest, pelvis
    for index, (side, sign) in enumerate(_SIDES):
        shoulder = chest + sign * HALF_SHOULDERS * across
        out |= _arm(side, shoulder, (along, sign * across, ahead), posture, index)
        out |= _leg(side, sign, pelvis, posture.feet[:, index])
    return {name: _turned(points, pelvis, posture.heading) for name, points in out.items()}


def _turned(points: FloatArray, pelvis: FloatArray, heading: FloatArray) -> FloatArray:
    """Turn points (T, 3) about the vertical through the pelvis, to the puppet's left."""
    cosine, sine = np.cos(heading), np.sin(heading)
    x, z = points[:, 0] - pelvis[:, 0], points[:, 2] - pelvis[:, 2]
    return np.stack(
        [
            pelvis[:, 0] + cosine * x + sine * z,
            points[:, 1],
            pelvis[:, 2] + cosine * z - sine * x,
        ],
        axis=1,
    )


def _trunk_axes(posture: Posture) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the trunk's own axes: up along the spine, to its left, to its front."""
    nothing = np.zeros_like(posture.lean)
    along = np.stack([np.sin(posture.lean), np.cos(posture.lean), nothing], axis=1)
    level = np.stack([np.cos(posture.lean), -np.sin(posture.lean), nothing], axis=1)
    front = np.array([0.0, 0.0, 1.0])
    cosine, sine = np.cos(posture.turn)[:, None], np.sin(posture.turn)[:, None]
    return along, cosine * level - sine * front, cosine * front + sine * level


def _within_reach(posture: Posture) -> FloatArray:
    """Lower the pelvis where the legs would not reach the feet."""
    pelvis = posture.pelvis.copy()
    for index, (_, sign) in enumerate(_SIDES):
        foot = posture.feet[:, index]
        aside = foot[:, 0] - pelvis[:, 0] - sign * HALF_HIPS
        ahead = foot[:, 2] - pelvis[:, 2]
        rise = np.sqrt(np.maximum(_REACH**2 - aside**2 - ahead**2, 0.01))
        pelvis[:, 1] = np.minimum(pelvis[:, 1], foot[:, 1] + rise)
    return pelvis


def _head(chest: FloatArray, posture: Posture) -> Joints:
    angle = posture.lean * 0.6 + posture.tilt
    nothing = np.zeros_like(angle)
    up = np.stack([np.sin(angle), np.cos(angle), nothing], axis=1)
    aside = np.stack([np.cos(angle), -np.sin(angle), nothing], axis=1)
    front = np.array([0.0, 0.0, 1.0])
    middle = chest + NECK * up + 0.5 * HEAD * up
    out = {"neck": chest + NECK * up, "head": middle, "nose": middle - 0.01 * up + 0.11 * front}
    for side, sign in _SIDES:
        out[f"{side}_eye"] = middle + 0.025 * up + sign * 0.033 * aside + 0.09 * front
        out[f"{side}_ear"] = middle + 0.01 * up + sign * 0.074 * aside
        out[f"{side}_mouth"] = middle - 0.045 * up + sign * 0.022 * aside + 0.09 * front
    return out


def _arm(
    side: str,
    shoulder: FloatArray,
    axes: tuple[FloatArray, FloatArray, FloatArray],
    posture: Posture,
    index: int,
) -> Joints:
    raised, bent = posture.raises[:, index], posture.bends[:, index]
    reach = posture.reaches[:, index]
    elbow = shoulder + UPPER_ARM * _pointed(axes, raised, reach)
    forearm = _pointed(axes, raised + bent, reach + 0.35 * np.sin(bent))
    wrist = elbow + FOREARM * forearm
    return {
        f"{side}_shoulder": shoulder,
        f"{side}_elbow": elbow,
        f"{side}_wrist": wrist,
        f"{side}_index": wrist + HAND * forearm,
    }


def _pointed(
    axes: tuple[FloatArray, FloatArray, FloatArray], raised: FloatArray, reach: FloatArray
) -> FloatArray:
    """Return the unit vector of a bone raised from hanging, sideways and up, then forwards."""
    along, outwards, ahead = axes
    aside, down = np.sin(raised) * np.cos(reach), np.cos(raised) * np.cos(reach)
    return np.asarray(
        aside[:, None] * outwards - down[:, None] * along + np.sin(reach)[:, None] * ahead
    )


def _leg(side: str, sign: float, pelvis: FloatArray, ankle: FloatArray) -> Joints:
    """Bend the knee forwards and a little outwards until hip and ankle are joined."""
    hip = pelvis + np.array([sign * HALF_HIPS, 0.0, 0.0])
    span = ankle - hip
    length = np.linalg.norm(span, axis=1)
    direction = span / length[:, None]
    upper = (THIGH**2 - SHANK**2 + length**2) / (2 * length)
    out = np.sqrt(np.maximum(THIGH**2 - upper**2, 0.0))
    bend = np.array([sign * 0.3, 0.0, 1.0])
    bend = bend - (direction @ bend)[:, None] * direction
    bend /= np.linalg.norm(bend, axis=1)[:, None]
    lifted = ankle + np.array([0.0, -ANKLE_HEIGHT, 0.0])
    return {
        f"{side}_hip": hip,
        f"{side}_knee": hip + upper[:, None] * direction + out[:, None] * bend,
        f"{side}_ankle": ankle,
        f"{side}_heel": lifted + np.array([-sign * 0.01, 0.02, -0.05]),
        f"{side}_foot_index": lifted + np.array([sign * 0.06, 0.02, 0.16]),
    }
