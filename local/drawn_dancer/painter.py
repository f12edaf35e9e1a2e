"""The puppet's pixels: shaded, tapered limbs, clothes and a face.

A pose network looks for the light and shade of a body, not for a stick figure; shapes are drawn in
layers that brighten towards the light, and edges are smoothed to a sixteenth of a pixel.
"""

from collections.abc import Mapping
from typing import Final

import cv2
import numpy as np

from local.drawn_dancer.looks import Colour, Looks
from local.drawn_dancer.room import Image
from local.drawn_dancer.skeleton import FloatArray

_SHIFT: Final = 4
_LAYERS: Final = ((1.0, 0.66), (0.82, 0.82), (0.62, 0.96), (0.4, 1.06))
"""Width of each layer of a shape, and its brightness."""
_LIGHT: Final = np.array([-0.28, -0.10])
"""Where brighter layers move to, in half widths."""
_ROUND: Final = np.linspace(0, np.pi, 7)

_SIDES: Final = ("left", "right")
_BEHIND_M: Final = 0.05
"""How far an elbow must be behind the chest for the trunk to cover the arm."""
_HALF_DEPTH_M: Final = 0.11

Points = Mapping[str, FloatArray]


def paint_dancer(
    canvas: Image, points: Points, near: Mapping[str, float], metre: float, looks: Looks
) -> None:
    """Draw the puppet onto a picture, what is farther away first.

    Parameters
    ----------
    canvas
        Shape (height, width, 3), RGB; changed.
    points
        Joints in pixels, each of shape (2,).
    near
        How near to the camera each joint is, metres.
    metre
        Pixels a metre takes.
    looks
        Colours.
    """
    for side in _SIDES:
        _paint_shadow(canvas, points, side, metre, looks.floor)
    for side in sorted(_SIDES, key=lambda one: near[f"{one}_hip"]):
        _paint_leg(canvas, points, side, metre, looks)
    behind = [side for side in _SIDES if near[f"{side}_elbow"] < near["chest"] - _BEHIND_M]
    for side in behind:
        _paint_arm(canvas, points, side, metre, looks)
    neck = np.array([points["chest"], points["neck"]])
    _limb(canvas, neck, np.array([0.062, 0.052]) * metre, _shaded(looks.skin, 0.86))
    _paint_shirt(canvas, points, metre, looks)
    _paint_head(canvas, points, metre, looks, faces=near["nose"] > near["head"])
    for side in _SIDES:
        if side not in behind:
            _paint_arm(canvas, points, side, metre, looks)


def _paint_shadow(canvas: Image, points: Points, side: str, metre: float, floor: Colour) -> None:
    middle = (points[f"{side}_heel"] + points[f"{side}_foot_index"]) / 2
    _ellipse(canvas, middle + 0.02 * metre, (0.15 * metre, 0.05 * metre), 0, _shaded(floor, 0.6))


def _paint_leg(canvas: Image, points: Points, side: str, metre: float, looks: Looks) -> None:
    ankle, heel, toe = (points[f"{side}_{joint}"] for joint in ("ankle", "heel", "foot_index"))
    shoe = np.array([ankle, heel, toe])
    _limb(canvas, shoe, np.array([0.040, 0.040, 0.046]) * metre, looks.shoes)
    leg = np.array([points[f"{side}_hip"], points[f"{side}_knee"], ankle])
    _limb(canvas, leg, np.array([0.090, 0.061, 0.043]) * metre, looks.trousers)


def _paint_arm(canvas: Image, points: Points, side: str, metre: float, looks: Looks) -> None:
    arm = np.array([points[f"{side}_{j}"] for j in ("shoulder", "elbow", "wrist", "index")])
    _limb(canvas, arm, np.array([0.046, 0.039, 0.028, 0.024]) * metre, looks.skin)
    sleeve = np.array([arm[0], arm[0] + 0.55 * (arm[1] - arm[0])])
    _limb(canvas, sleeve, np.array([0.060, 0.055]) * metre, looks.shirt)


def _paint_shirt(canvas: Image, points: Points, metre: float, looks: Looks) -> None:
    """Draw from the collar over the waist to the hem below the hips."""
    chest, pelvis = points["chest"], points["pelvis"]
    down = pelvis - chest
    shoulder = (points["left_shoulder"] - points["right_shoulder"]) / 2
    hip = (points["left_hip"] - points["right_hip"]) / 2
    shoulder, hip = (_at_least(_HALF_DEPTH_M * metre, half) for half in (shoulder, hip))
    half = np.array([0.30, 0.85, 1.00, 0.82]), np.array([2.05, 2.12])
    asides = np.concatenate([half[0][:, None] * shoulder, half[1][:, None] * hip])
    spine = chest + np.array([-0.09, -0.05, 0.15, 0.66, 0.95, 1.15])[:, None] * down
    for width, light in _LAYERS:
        left, right = spine + width * asides, spine - width * asides
        outline = np.concatenate([left, right[::-1]]) + _LIGHT * (1 - width) * 0.15 * metre
        _polygon(canvas, outline, _shaded(looks.shirt, light))


def _at_least(length: float, half: FloatArray) -> FloatArray:
    """Return half a width, not narrower than a body is deep: what is seen of it from the side."""
    aside = 1.0 if half[0] >= 0 else -1.0
    return half if np.linalg.norm(half) >= length else np.array([aside * length, 0.0])


def _paint_head(canvas: Image, points: Points, metre: float, looks: Looks, *, faces: bool) -> None:
    head = points["head"]
    up = head - points["neck"]
    up = up / np.linalg.norm(up)
    tilt = float(np.degrees(np.arctan2(up[0], -up[1])))
    _ellipse(canvas, head + 0.02 * metre * up, (0.089 * metre, 0.122 * metre), tilt, looks.hair)
    for side in _SIDES:
        ear = (0.018 * metre, 0.030 * metre)
        _ellipse(canvas, points[f"{side}_ear"], ear, tilt, _shaded(looks.skin, 0.85))
    for width, light in _LAYERS:
        axes = (0.074 * metre * width, 0.105 * metre * width)
        middle = head - 0.008 * metre * up + _LIGHT * (1 - width) * 0.06 * metre
        _ellipse(canvas, middle, axes, tilt, _shaded(looks.skin, 0.35 + 0.65 * light))
    if not faces:
        _ellipse(canvas, head, (0.086 * metre, 0.118 * metre), tilt, _shaded(looks.hair, 1.1))
        return
    fringe = (0.070 * metre, 0.040 * metre)
    _ellipse(canvas, head + 0.078 * metre * up, fringe, tilt, looks.hair)
    _paint_face(canvas, points, metre, tilt, looks)


def _paint_face(canvas: Image, points: Points, metre: float, tilt: float, looks: Looks) -> None:
    up = np.array([np.sin(np.radians(tilt)), -np.cos(np.radians(tilt))])
    for side in _SIDES:
        eye = points[f"{side}_eye"]
        _ellipse(canvas, eye, (0.015 * metre, 0.009 * metre), tilt, (244, 242, 238))
        _ellipse(canvas, eye, (0.007 * metre, 0.008 * metre), tilt, (48, 34, 28))
        brow = eye + 0.019 * metre * up
        _ellipse(canvas, brow, (0.018 * metre, 0.004 * metre), tilt, looks.hair)
    nose = np.array([points["nose"] + 0.03 * metre * up, points["nose"]])
    _limb(canvas, nose, np.array([0.007, 0.012]) * metre, _shaded(looks.skin, 0.94))
    mouth = np.array([points["left_mouth"], points["right_mouth"]])
    _limb(canvas, mouth, np.array([0.006, 0.006]) * metre, (168, 74, 70))


def _limb(canvas: Image, path: FloatArray, radii: FloatArray, colour: Colour) -> None:
    """Draw a tapered tube along points of shape (n, 2), with a radius at each of them."""
    for width, light in _LAYERS:
        for start, end, radius, taper in zip(path, path[1:], radii, radii[1:], strict=False):
            span = end - start
            angle = np.arctan2(span[1], span[0]) + np.pi / 2
            arc = np.stack([np.cos(angle + _ROUND), np.sin(angle + _ROUND)], axis=1)
            aside = _LIGHT * (1 - width)
            outline = (start + radius * (aside + width * arc), end + taper * (aside - width * arc))
            _polygon(canvas, np.concatenate(outline), _shaded(colour, light))


def _polygon(canvas: Image, outline: FloatArray, colour: Colour) -> None:
    corners = np.rint(outline * 2**_SHIFT).astype(np.int32)
    cv2.fillPoly(canvas, [corners], colour, cv2.LINE_AA, _SHIFT)


def _ellipse(
    canvas: Image, middle: FloatArray, axes: tuple[float, float], tilt: float, colour: Colour
) -> None:
    centre = (round(middle[0] * 2**_SHIFT), round(middle[1] * 2**_SHIFT))
    radii = (round(axes[0] * 2**_SHIFT), round(axes[1] * 2**_SHIFT))
    cv2.ellipse(canvas, centre, radii, tilt, 0, 360, colour, -1, cv2.LINE_AA, _SHIFT)


def _shaded(colour: Colour, brightness: float) -> Colour:
    red, green, blue = (min(255, round(channel * brightness)) for channel in colour)
    return red, green, blue
