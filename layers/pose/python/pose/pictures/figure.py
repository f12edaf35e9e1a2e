"""The dancer as the computer sees it: limbs, joints, and the way the hands have come."""

from itertools import pairwise
from typing import Final

import numpy as np

from pose.landmarks import Landmark
from pose.pictures.curves import FloatArray
from pose.pictures.palette import LEFT, MIDDLE, RIGHT, Hue, Rgb
from pose.pictures.strokes import Image, disc, line
from pose.sequence import PoseSequence

TRAIL_S: Final = 0.6

_SEEN, _SURE = 0.5, 0.9
_FAINTEST: Final = 0.3
"""Opacity of a joint that is only just seen; a sure one is solid."""
_LONGEST_GAP_S: Final = 0.3
_TRAIL_STEPS: Final = 9
_L, _R = "LEFT_", "RIGHT_"
SHADOW: Final[Rgb] = (16, 16, 18)
_Joint = tuple[float, float, float] | None


def _limb(side: str, *parts: str) -> tuple[Landmark, ...]:
    return tuple(Landmark[side + part] for part in parts)


LIMBS: Final[tuple[tuple[Hue, tuple[Landmark, ...]], ...]] = (
    (MIDDLE, (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER)),
    (MIDDLE, (Landmark.LEFT_HIP, Landmark.RIGHT_HIP)),
    *(
        (hue, _limb(side, *parts))
        for hue, side in ((LEFT, _L), (RIGHT, _R))
        for parts in (
            ("SHOULDER", "HIP"),
            ("SHOULDER", "ELBOW", "WRIST", "INDEX"),
            ("HIP", "KNEE", "ANKLE", "FOOT_INDEX"),
        )
    ),
)
"""Lines through landmarks, and the colour of the side they belong to."""
_HANDS: Final = ((LEFT, Landmark.LEFT_WRIST), (RIGHT, Landmark.RIGHT_WRIST))


class Figure:
    """The landmarks of a clip at any time, ready to be drawn.

    Parameters
    ----------
    sequence
        Landmarks of the sampled frames; between them they are joined by straight lines.
    width, height
        Pixels of the picture it is drawn on.
    """

    def __init__(self, sequence: PoseSequence, width: int, height: int) -> None:
        points = sequence.image[..., :2] * [width, height]
        sure = np.clip((sequence.visibility - _SEEN) / (_SURE - _SEEN), 0, 1)
        opacity = _FAINTEST + (1 - _FAINTEST) * sure
        joints = np.concatenate([points, opacity[..., None]], axis=-1)
        self._joints = np.where(sequence.visibility[..., None] >= _SEEN, joints, np.nan)
        self._times = sequence.timestamps
        self._pen = max(1.5, min(width, height) / 130)

    def at(self, time_s: float) -> FloatArray:
        """Return shape (33, 3): x and y, pixels, and opacity; no numbers where it is not seen."""
        place = int(np.searchsorted(self._times, time_s))
        after = min(place, len(self._times) - 1)
        before = max(after - 1, 0)
        gap = self._times[after] - self._times[before]
        if not 0 < gap <= _LONGEST_GAP_S:
            return np.asarray(np.full(self._joints.shape[1:], np.nan))
        share = float(np.clip((time_s - self._times[before]) / gap, 0, 1))
        return np.asarray((1 - share) * self._joints[before] + share * self._joints[after])

    def draw(self, image: Image, time_s: float) -> None:
        """Draw hands' trails, limbs and joints as they are at a time."""
        self._draw_trails(image, time_s)
        joints = self.at(time_s)
        limbs = [(hue, _seen(joints[list(path)])) for hue, path in LIMBS]
        pieces = [(hue, piece) for hue, path in limbs for piece in pairwise(path)]
        for _, piece in pieces:
            _stroke(image, piece, SHADOW, 2.4 * self._pen, 0.45)
        for hue, piece in pieces:
            _stroke(image, piece, hue.dark, self._pen)
        for hue, path in limbs:
            for x, y, opacity in (joint for joint in path if joint is not None):
                disc(image, (x, y), 1.25 * self._pen, SHADOW, opacity)
                disc(image, (x, y), 0.85 * self._pen, hue.dark, opacity)
        self._draw_head(image, joints)

    def _draw_trails(self, image: Image, time_s: float) -> None:
        times = np.linspace(time_s - TRAIL_S, time_s, _TRAIL_STEPS)
        poses = [self.at(float(time)) for time in times if time >= 0]
        for hue, hand in _HANDS:
            for step, (before, after) in enumerate(pairwise(poses), start=1):
                fresh = step / len(poses)
                start, end = _seen(np.stack([before[hand], after[hand]]))
                _stroke(image, (start, end), hue.dark, 1.6 * self._pen * fresh, 0.55 * fresh)

    def _draw_head(self, image: Image, joints: FloatArray) -> None:
        head = joints[[Landmark.LEFT_EAR, Landmark.RIGHT_EAR, Landmark.NOSE]]
        if not np.isfinite(head).all():
            return
        x, y, opacity = head.mean(axis=0)
        around = np.linspace(0, 2 * np.pi, 33)
        radius = max(2.2 * self._pen, 0.75 * float(np.linalg.norm(head[0, :2] - head[1, :2])))
        circle = np.stack([x + radius * np.cos(around), y + 1.25 * radius * np.sin(around)], axis=1)
        line(image, circle, SHADOW, 1.4 * self._pen, 0.3 * opacity)
        line(image, circle, MIDDLE.dark, 0.6 * self._pen, 0.8 * opacity)


def _seen(path: FloatArray) -> list[_Joint]:
    """Return each joint as x, y, opacity; None where it is not seen."""
    return [(joint[0], joint[1], joint[2]) if np.isfinite(joint).all() else None for joint in path]


def _stroke(
    image: Image, piece: tuple[_Joint, _Joint], colour: Rgb, width: float, alpha: float = 1
) -> None:
    """Draw a line between two joints, as faint as the less certain of them."""
    before, after = piece
    if before is not None and after is not None:
        line(image, [before[:2], after[:2]], colour, width, alpha * min(before[2], after[2]))
