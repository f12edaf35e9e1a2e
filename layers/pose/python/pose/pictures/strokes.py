"""Strokes on a picture: lines, discs and words with soft edges, as fine as the pixels allow."""

from functools import lru_cache
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from pose.pictures.palette import Rgb

Image = npt.NDArray[np.uint8]
Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, width, height."""

_FINER: Final = 4
_SUBPIXELS: Final = 4
_FONT: Final = cv2.FONT_HERSHEY_SIMPLEX
_FONT_HEIGHT: Final = 21.0
"""Height of a capital letter at scale 1."""


def line(image: Image, points: npt.ArrayLike, colour: Rgb, width: float, alpha: float = 1) -> None:
    """Draw a line through points, shape (n, 2), pixels; `alpha` in [0, 1]."""
    path = np.asarray(points, dtype=np.float64)
    reach = width + 2
    with_alpha = _Blended(image, path.min(axis=0) - reach, path.max(axis=0) + reach, alpha)
    cv2.polylines(
        with_alpha.copy,
        [_fixed(path - with_alpha.origin)],
        isClosed=False,
        color=colour,
        thickness=max(1, round(width)),
        lineType=cv2.LINE_AA,
        shift=_SUBPIXELS,
    )
    with_alpha.blend()


def disc(image: Image, centre: Point, radius: float, colour: Rgb, alpha: float = 1) -> None:
    """Draw a filled disc."""
    middle = np.asarray(centre, dtype=np.float64)
    blended = _Blended(image, middle - radius - 2, middle + radius + 2, alpha)
    x, y = _fixed(middle - blended.origin)
    cv2.circle(
        blended.copy,
        (int(x), int(y)),
        round(radius * 2**_SUBPIXELS),
        colour,
        thickness=cv2.FILLED,
        lineType=cv2.LINE_AA,
        shift=_SUBPIXELS,
    )
    blended.blend()


def area(image: Image, points: npt.ArrayLike, colour: Rgb, alpha: float = 1) -> None:
    """Fill a polygon, shape (n, 2), pixels."""
    path = np.asarray(points, dtype=np.float64)
    blended = _Blended(image, path.min(axis=0) - 2, path.max(axis=0) + 2, alpha)
    cv2.fillPoly(
        blended.copy,
        [_fixed(path - blended.origin)],
        colour,
        lineType=cv2.LINE_AA,
        shift=_SUBPIXELS,
    )
    blended.blend()


def bar(image: Image, box: Box, colour: Rgb, alpha: float = 1) -> None:
    """Fill a box whose ends are round; its sides are at least a pixel."""
    left, top, width, height = box
    radius = min(width, height) / 2
    corner = np.linspace(0, np.pi / 2, 8)
    quarter = radius * np.stack([1 - np.cos(corner), 1 - np.sin(corner)], axis=1)
    upper_left = quarter + np.array([left, top])
    mirror_x, mirror_y = np.array([-1, 1]), np.array([1, -1])
    middle = np.array([left + width / 2, top + height / 2])
    upper_right = ((upper_left - middle) * mirror_x + middle)[::-1]
    lower = (np.concatenate([upper_left, upper_right]) - middle) * mirror_y + middle
    area(image, np.concatenate([upper_left, upper_right, lower[::-1]]), colour, alpha)


def words(image: Image, text: str, place: Point, height: float, colour: Rgb) -> None:
    """Write a line whose capitals are so high; `place` is the left end of its base line."""
    ink, below = _ink(text, height)
    left, top = round(place[0]), round(place[1]) - ink.shape[0] + below
    first_x, first_y = max(left, 0), max(top, 0)
    target = image[first_y : top + ink.shape[0], first_x : left + ink.shape[1]]
    ink = ink[first_y - top :, first_x - left :][: target.shape[0], : target.shape[1]]
    target[:] = target + ((np.array(colour) - target) * ink[..., None]).round().astype(np.int16)


def words_width(text: str, height: float) -> float:
    """Return how wide a line would be, pixels."""
    (width, _), _ = cv2.getTextSize(text, _FONT, height / _FONT_HEIGHT * _FINER, 1)
    return width / _FINER


class _Blended:
    """The part of a picture that a stroke touches, to be mixed with what was there before."""

    def __init__(
        self,
        image: Image,
        low: npt.NDArray[np.float64],
        high: npt.NDArray[np.float64],
        alpha: float,
    ) -> None:
        height, width = image.shape[:2]
        x, y = (int(np.clip(low[axis], 0, (width, height)[axis])) for axis in (0, 1))
        right, bottom = (int(np.clip(high[axis] + 1, 0, (width, height)[axis])) for axis in (0, 1))
        self.origin = np.array([x, y], dtype=np.float64)
        self._target = image[y : max(bottom, y), x : max(right, x)]
        self._alpha = alpha
        self.copy = self._target.copy()
        if not self.copy.size:
            self.copy = np.zeros((1, 1, 3), np.uint8)

    def blend(self) -> None:
        if self._target.size and self._alpha > 0:
            cv2.addWeighted(self.copy, self._alpha, self._target, 1 - self._alpha, 0, dst=self.copy)
            self._target[:] = self.copy


def _fixed(points: npt.NDArray[np.float64]) -> npt.NDArray[np.int32]:
    return np.rint(points * 2**_SUBPIXELS).astype(np.int32)


@lru_cache(maxsize=512)
def _ink(text: str, height: float) -> tuple[npt.NDArray[np.float32], int]:
    """Return how much ink covers each pixel, in [0, 1], and how many rows lie below the base."""
    scale = height / _FONT_HEIGHT * _FINER
    thickness = max(1, round(height * _FINER / 9))
    (width, above), below = cv2.getTextSize(text, _FONT, scale, thickness)
    rows = -(-(above + below + 2 * thickness) // _FINER) * _FINER
    base = above + thickness
    fine = np.zeros((rows, -(-(width + thickness) // _FINER) * _FINER), np.uint8)
    cv2.putText(fine, text, (0, base), _FONT, scale, (255,), thickness, cv2.LINE_AA)
    coarse = cv2.resize(fine, None, fx=1 / _FINER, fy=1 / _FINER, interpolation=cv2.INTER_AREA)
    return np.asarray(coarse, np.float32) / np.float32(255), (rows - base) // _FINER
