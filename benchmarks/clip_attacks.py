"""How a score could be gamed, done to pixels; and what honest clips suffer on their way."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

import cv2
import numpy as np
from scipy.ndimage import gaussian_filter1d

from benchmarks.clips import Film, Image

PHOTO_S: Final = 6.0
PERIOD_S: Final = 2.0

Edit = Callable[[Film], Film]


def photo(film: Film) -> Film:
    """Show one frame for six seconds."""
    middle = film.frames[len(film.frames) // 2]
    return replace(film, frames=(middle,) * round(PHOTO_S * film.fps))


def grainy_photo(film: Film) -> Film:
    """Show one frame under fresh noise, as from a camera's sensor."""
    chance = np.random.default_rng(0)
    noisy = (frame + chance.normal(0, 6, frame.shape) for frame in photo(film).frames)
    return replace(film, frames=tuple(np.clip(frame, 0, 255).astype(np.uint8) for frame in noisy))


def jittered_photo(film: Film) -> Film:
    """Show one frame that jumps by 0.2 % of its size."""
    still = photo(film)
    chance = np.random.default_rng(1)
    shifts = 0.002 * chance.normal(size=(len(still.frames), 2))
    frames = tuple(
        _moved(frame, right=right, down=down)
        for frame, (right, down) in zip(still.frames, shifts, strict=True)
    )
    return replace(film, frames=frames)


def shaken_photo(film: Film) -> Film:
    """Wave a photo in front of the camera."""
    return shaken(photo(film), strength=1.0)


def shaken(film: Film, strength: float) -> Film:
    """Shake the camera: at strength 1 by 2 % of the frame, 2 degrees and 2 % in size."""
    chance = np.random.default_rng(2)
    spread_frames = film.fps / (2 * np.pi * 2.0)
    noise = chance.normal(size=(len(film.frames) + 200, 4))
    drift = gaussian_filter1d(noise, spread_frames, axis=0)[100:-100]
    drift *= strength * np.array([0.02, 0.02, 2.0, 0.02]) / drift.std(axis=0)
    frames = tuple(
        _moved(frame, right=right, down=down, degrees=degrees, growth=1.1 + growth)
        for frame, (right, down, degrees, growth) in zip(film.frames, drift, strict=True)
    )
    return replace(film, frames=frames)


def looped(film: Film, extra_frames: int = 0) -> Film:
    """Show the same two seconds for six; extra frames make the period odd."""
    start, period = round(film.fps), round(PERIOD_S * film.fps) + extra_frames
    stretch = film.frames[start : start + period]
    return replace(film, frames=(stretch * 4)[: round(PHOTO_S * film.fps)])


def boomerang(film: Film) -> Film:
    """Show three seconds forwards and then backwards."""
    there = film.frames[: round(3 * film.fps)]
    return replace(film, frames=there + there[::-1])


def doubled_frames(film: Film) -> Film:
    """Show every second frame twice."""
    return replace(film, frames=tuple(f for frame in film.frames[::2] for f in (frame, frame)))


def by_hand(film: Film) -> Film:
    """Film the same from the hand."""
    return shaken(film, strength=0.5)


def telecined(film: Film) -> Film:
    """Show every fourth frame twice, as players do that show 24 frames a second at 30."""
    count = int(len(film.frames) / 0.8)
    frames = tuple(film.frames[int(index * 0.8)] for index in range(count))
    return Film(frames, film.fps * 1.25)


def halved(film: Film) -> Film:
    """Shrink the frame to half its size."""
    height, width = (side // 4 * 2 for side in film.frames[0].shape[:2])
    return replace(
        film,
        frames=tuple(
            np.asarray(cv2.resize(f, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
            for f in film.frames
        ),
    )


def mirrored(film: Film) -> Film:
    """Show the film in a mirror."""
    return replace(film, frames=tuple(frame[:, ::-1] for frame in film.frames))


def cropped(film: Film) -> Film:
    """Cut 5 % off each side."""
    height, width = film.frames[0].shape[:2]
    down, right = (side // 40 * 2 for side in (height, width))
    return replace(
        film, frames=tuple(f[down : height - down, right : width - right] for f in film.frames)
    )


def trimmed(film: Film) -> Film:
    """Cut off half a second before and a third of one behind."""
    frames = film.frames[round(film.fps / 2) : -round(film.fps / 3)]
    return replace(film, frames=frames)


def unchanged(film: Film) -> Film:
    """Leave the film as it is: it is only encoded again."""
    return film


def _moved(
    frame: Image, *, right: float = 0, down: float = 0, degrees: float = 0, growth: float = 1
) -> Image:
    height, width = frame.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, growth)
    matrix[:, 2] += [right * width, down * height]
    moved = cv2.warpAffine(frame, matrix, (width, height), borderMode=cv2.BORDER_REFLECT)
    return np.asarray(moved, dtype=np.uint8)


ATTACKS: Final[Mapping[str, Edit]] = {
    "photo": photo,
    "grainy photo": grainy_photo,
    "jittered photo": jittered_photo,
    "shaken photo": shaken_photo,
    "loop": looped,
    "odd loop": lambda film: looped(film, extra_frames=1),
    "boomerang": boomerang,
    "doubled frames": doubled_frames,
}
HONEST: Final[Mapping[str, Edit]] = {
    "re-encoded": unchanged,
    "filmed by hand": by_hand,
    "half size": halved,
    "mirrored": mirrored,
    "cropped": cropped,
    "telecined": telecined,
}
"""Changes that make no attack, but may not trip a gate; all but the second are copies, too."""
COPIES: Final[Mapping[str, Edit]] = {
    "re-encoded": unchanged,
    "half size": halved,
    "mirrored": mirrored,
    "cropped": cropped,
    "trimmed": trimmed,
    "doubled frames": doubled_frames,
}
