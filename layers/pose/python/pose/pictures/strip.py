"""The foot of the report: the dance as a strip of stick figures."""

from typing import Final

import numpy as np

from pose.landmarks import Landmark
from pose.pictures.curves import FloatArray
from pose.pictures.svg import moved, path, tag, text
from pose.sequence import PoseSequence

HEIGHT: Final = 150.0
FIGURES: Final = 6

_SEEN: Final = 0.5
_CAPTION: Final = 20.0
_HIPS: Final = (Landmark.LEFT_HIP, Landmark.RIGHT_HIP)
_LINES: Final[tuple[tuple[str, tuple[Landmark, ...]], ...]] = (
    (
        "middle",
        (
            Landmark.LEFT_SHOULDER,
            Landmark.RIGHT_SHOULDER,
            Landmark.RIGHT_HIP,
            Landmark.LEFT_HIP,
            Landmark.LEFT_SHOULDER,
        ),
    ),
    *(
        (side, tuple(Landmark[f"{side.upper()}_{part}"] for part in parts))
        for side in ("left", "right")
        for parts in (("SHOULDER", "ELBOW", "WRIST"), ("HIP", "KNEE", "ANKLE", "FOOT_INDEX"))
    ),
)
_HEAD: Final = (Landmark.LEFT_EAR, Landmark.RIGHT_EAR)


def strip(sequence: PoseSequence, x: float, y: float, width: float) -> str:
    """Return figures of moments spread evenly over the clip, all at one scale."""
    moments = np.linspace(0, float(sequence.timestamps[-1]), FIGURES + 2)[1:-1]
    poses = [_pose(sequence, float(moment)) for moment in moments]
    cell = width / FIGURES
    scale, middle = _fitted(poses, 0.94 * cell, HEIGHT - _CAPTION - 6)
    parts = []
    for index, (moment, pose) in enumerate(zip(moments, poses, strict=True)):
        left = x + cell * (index + 0.5)
        caption = text(f"{moment:.1f} s", 0, HEIGHT - 2, size=13, manner="soft", anchor="middle")
        figure = _figure((pose - [0, middle]) * scale + [0, (HEIGHT - _CAPTION) / 2], scale)
        parts.append(moved(left, y, figure, caption))
    return "".join(parts)


def _pose(sequence: PoseSequence, moment_s: float) -> FloatArray:
    """Return the nearest pose, shape (33, 2), in frame heights, beside the hips."""
    frame = int(np.abs(sequence.timestamps - moment_s).argmin())
    points = sequence.image[frame, :, :2] * [sequence.width / max(sequence.height, 1), 1.0]
    points = np.where(sequence.visibility[frame][:, None] >= _SEEN, points, np.nan)
    centre = points[list(_HIPS), 0].mean()
    return np.asarray(points - [centre, 0])


def _fitted(poses: list[FloatArray], width: float, height: float) -> tuple[float, float]:
    """Return the scale at which all poses fit, and the height of their middle."""
    drawn = np.concatenate(poses)
    drawn = drawn[np.isfinite(drawn).all(axis=1)]
    if not len(drawn):
        return 1.0, 0.0
    low, high = drawn[:, 1].min(), drawn[:, 1].max()
    across = 2 * float(np.abs(drawn[:, 0]).max())
    scale = min(width / max(across, 1e-6), 0.92 * height / max(high - low, 1e-6))
    return float(scale), float(low + high) / 2


def _figure(points: FloatArray, scale: float) -> str:
    parts = []
    for manner, joints in _LINES:
        line = points[list(joints)]
        line = line[np.isfinite(line).all(axis=1)]
        parts.append(path([(x, y) for x, y in line], class_=f"line line-{manner}", stroke_width=3))
    head = points[list(_HEAD)]
    if np.isfinite(head).all():
        x, y = head.mean(axis=0)
        shoulders = points[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]].mean(axis=0)
        radius = max(3.0, min(0.4 * float(np.hypot(*(shoulders - [x, y]))), 0.1 * scale))
        parts.append(tag("circle", cx=x, cy=y, r=radius, class_="line line-middle", stroke_width=3))
    return "".join(parts)
