"""The room behind a drawn dancer: a lit wall with a picture and a lamp, and a wooden floor."""

import cv2
import numpy as np
import numpy.typing as npt

from local.drawn_dancer.looks import Colour, Looks
from local.drawn_dancer.skeleton import Camera

Image = npt.NDArray[np.uint8]


def paint_room(camera: Camera, looks: Looks) -> Image:
    """Return an empty room, shape (height, width, 3), RGB: the same one every time."""
    width, height = camera.width, camera.height
    edge = int(camera.picture(np.array([0.0, 0.0, -1.2]))[1])
    room = np.empty((height, width, 3), np.float32)
    room[:edge] = np.array(looks.wall) * _light(edge, width)
    room[edge:] = np.array(looks.floor) * np.linspace(0.82, 1.06, height - edge)[:, None, None]
    _paint_planks(room, edge, looks.floor)
    room[edge - height // 60 : edge] = np.array(looks.wall) * 0.72
    _paint_furniture(room, width, height, edge)
    grain = np.random.default_rng(1).normal(0, 2.5, (height, width, 1))
    return np.clip(room + grain, 0, 255).astype(np.uint8)


def _light(height: int, width: int) -> npt.NDArray[np.float64]:
    """Return how a lamp above to the left lights the wall."""
    down, across = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j]
    return np.asarray(1.08 - 0.34 * np.hypot(down - 0.15, across - 0.3))[..., None]


def _paint_planks(room: npt.NDArray[np.float32], edge: int, floor: Colour) -> None:
    height, width = room.shape[:2]
    colour = tuple(0.72 * channel for channel in floor)
    for offset in np.linspace(-2.5, 2.5, 26):
        far = (round(width * (0.5 + 0.45 * offset)), edge)
        near = (round(width * (0.5 + 1.1 * offset)), height)
        cv2.line(room, far, near, colour, 1, cv2.LINE_AA)


def _paint_furniture(room: npt.NDArray[np.float32], width: int, height: int, edge: int) -> None:
    """Hang a picture on the wall and stand a lamp before it."""
    left, top = round(0.07 * width), round(0.16 * height)
    right, bottom = round(0.27 * width), round(0.28 * height)
    cv2.rectangle(room, (left, top), (right, bottom), (70, 58, 48), -1)
    room[top + 4 : bottom - 4, left + 4 : right - 4] = (150, 170, 176)
    centre, lamp = (left + right) // 2, round(0.9 * width)
    cv2.circle(room, (centre, bottom - (bottom - top) // 3), width // 22, (196, 150, 90), -1)
    cv2.line(room, (lamp, round(0.30 * height)), (lamp, edge + 8), (64, 60, 58), 4, cv2.LINE_AA)
    shade = [(-0.06, 0.30), (0.06, 0.30), (0.035, 0.22), (-0.035, 0.22)]
    corners = [(lamp + round(x * width), round(y * height)) for x, y in shade]
    cv2.fillPoly(room, [np.array(corners, np.int32)], (238, 222, 180), cv2.LINE_AA)
