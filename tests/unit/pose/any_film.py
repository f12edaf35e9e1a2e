"""Films made of numbers: a figure that nobody choreographed, before a wall that stands still."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter, gaussian_filter1d

from pose.clip.traits import ClipObserver, ClipTraits

Luma = npt.NDArray[np.uint8]
HEIGHT, WIDTH, FPS = 180, 320, 30
PARTS = 5
PACE_HZ = 0.7
TAKES_DIFFER = 0.3


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What is before the camera; the same numbers give the same scene at the same second.

    Another take is the same dancer doing the same once more, as nearly as a human can.
    """

    dancer: int = 0
    room: int = 0
    take: int = 0
    sensor_noise: float = 1.0


def any_film(seconds: float = 8.0, scene: Scene | None = None) -> list[Luma]:
    """Film a scene for some seconds at 30 frames a second."""
    return list(_filmed(seconds, scene or Scene()))


@cache
def _filmed(seconds: float, scene: Scene) -> tuple[Luma, ...]:
    paths = _paths(scene, round(seconds * FPS))
    wall = _wall(scene.room)
    down, right = np.arange(HEIGHT), np.arange(WIDTH)
    chance = np.random.default_rng(99)
    frames = []
    for places in paths:
        picture = wall.copy()
        for part, (x, y) in enumerate(places):
            near = np.outer(np.exp(-(((down - y) / 18) ** 2)), np.exp(-(((right - x) / 14) ** 2)))
            picture += near * (60 + 30 * part - picture)
        picture += scene.sensor_noise * chance.normal(size=picture.shape)
        frames.append(np.clip(picture, 0, 255).astype(np.uint8))
    return tuple(frames)


def seen(frames: list[Luma], fps: float = FPS) -> ClipTraits:
    """Return what an observer measures on a film."""
    observer = ClipObserver()
    for index, frame in enumerate(frames):
        observer.see(frame, index / fps)
    return observer.traits()


def again(frames: list[Luma], spread: float = 1.5, seed: int = 5) -> list[Luma]:
    """Encode a film again, which leaves other errors in every frame."""
    chance = np.random.default_rng(seed)
    return [
        np.clip(frame + spread * chance.normal(size=frame.shape), 0, 255).astype(np.uint8)
        for frame in frames
    ]


def _paths(scene: Scene, count: int) -> npt.NDArray[np.float64]:
    """Return where each part of the figure is, shape (count, parts, 2), pixels."""
    home = np.array([[160, 50], [130, 80], [190, 80], [145, 130], [175, 130]])
    steps = _wandering(scene.dancer, count)
    if scene.take:
        steps = steps + TAKES_DIFFER * _wandering(100 + scene.take, count)
    return np.asarray(home + steps * [28, 16])


def _wandering(seed: int, count: int) -> npt.NDArray[np.float64]:
    noise = np.random.default_rng(seed).normal(size=(2400, PARTS, 2))
    slow = gaussian_filter1d(noise, FPS / (2 * np.pi * PACE_HZ), axis=0)
    return np.asarray(slow[300 : 300 + count] / slow.std())


def _wall(room: int) -> npt.NDArray[np.float64]:
    texture = np.random.default_rng(1000 + room).normal(size=(HEIGHT, WIDTH))
    soft = gaussian_filter(texture, 6)
    return np.asarray(120 + 35 * soft / soft.std())
