"""How a score could be gamed, done to landmarks: each attack makes another pose sequence of one.

SCORING section 7 lists them. Honest changes of the same kind stand beside them: what a recording
suffers on its way must not be taken for an attack, and a copy must still be known as one.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter1d

from pose.preprocessing.swaps import MIRRORED
from pose.sequence import FloatArray, PoseSequence

RATE_HZ: Final = 15.0
JITTER: Final = 0.002
"""Spread of jittered landmarks, in frame heights: what a tracker leaves on a photo."""

Attack = Callable[[PoseSequence], PoseSequence]


def shown(sequence: PoseSequence, samples: npt.NDArray[np.integer]) -> PoseSequence:
    """Return the samples of a sequence that an editor shows, one after the other, at 15 Hz."""
    times = np.arange(len(samples)) / RATE_HZ
    return replace(
        sequence,
        timestamps=times,
        image=sequence.image[samples],
        world=sequence.world[samples],
        visibility=sequence.visibility[samples],
        duration_s=float(times[-1] + 1 / RATE_HZ),
    )


def jittered(sequence: PoseSequence, spread: float = JITTER, seed: int = 0) -> PoseSequence:
    """Add noise to all landmarks, a share of the frame's height and of two metres."""
    chance = np.random.default_rng(seed)
    aspect = np.array([sequence.height / sequence.width, 1.0, 1.0])
    image = sequence.image + spread * aspect * chance.normal(size=sequence.image.shape)
    world = sequence.world + 2 * spread * chance.normal(size=sequence.world.shape)
    return replace(sequence, image=image, world=world)


def still_photo(sequence: PoseSequence, seconds: float = 8.0) -> PoseSequence:
    """Show one frame for the whole clip."""
    middle = len(sequence.timestamps) // 2
    return jittered(shown(sequence, np.full(round(seconds * RATE_HZ), middle)))


def shaken_photo(sequence: PoseSequence, seconds: float = 8.0) -> PoseSequence:
    """Wave a photo in front of the camera: it shifts, turns and comes nearer."""
    photo = still_photo(sequence, seconds)
    chance = np.random.default_rng(1)
    drift = gaussian_filter1d(chance.normal(size=(len(photo.timestamps) + 60, 4)), 2, axis=0)[
        30:-30
    ]
    right, down, turn, growth = (drift / drift.std(axis=0) * [0.03, 0.03, 0.05, 0.03]).T
    aspect = photo.width / photo.height
    centre = np.array([0.5 * aspect, 0.5])
    points = photo.image[..., :2] * [aspect, 1.0] - centre
    plane = (points[..., 0] + 1j * points[..., 1]) * ((1 + growth) * np.exp(1j * turn))[:, None]
    plane += (right + 1j * down)[:, None]
    image = photo.image.copy()
    image[..., 0], image[..., 1] = (plane.real + centre[0]) / aspect, plane.imag + centre[1]
    return replace(photo, image=image)


def looped(sequence: PoseSequence, period_s: float = 2.0, seconds: float = 8.0) -> PoseSequence:
    """Show the same two seconds again and again."""
    period = round(period_s * RATE_HZ)
    start = min(round(RATE_HZ), len(sequence.timestamps) - period)
    return shown(sequence, start + np.arange(round(seconds * RATE_HZ)) % period)


def boomerang(sequence: PoseSequence, half_s: float = 3.0) -> PoseSequence:
    """Show a stretch forwards and then backwards."""
    there = np.arange(min(round(half_s * RATE_HZ), len(sequence.timestamps)))
    return shown(sequence, np.concatenate([there, there[::-1]]))


def sped_up(sequence: PoseSequence, factor: float = 2.0) -> PoseSequence:
    """Play a clip faster, sampled at 15 Hz again."""
    times = sequence.timestamps / factor
    at = np.arange(0, times[-1], 1 / RATE_HZ)

    def retimed(values: FloatArray) -> FloatArray:
        flat = values.reshape(len(times), -1)
        columns = [np.interp(at, times, column) for column in flat.T]
        return np.stack(columns, axis=1).reshape(len(at), *values.shape[1:])

    return replace(
        sequence,
        timestamps=at,
        image=retimed(sequence.image),
        world=retimed(sequence.world),
        visibility=retimed(sequence.visibility),
        duration_s=sequence.duration_s / factor,
    )


def doubled_frames(sequence: PoseSequence) -> PoseSequence:
    """Show every second frame twice: 15 different ones a second pass for 30."""
    return shown(sequence, np.arange(len(sequence.timestamps)) // 2 * 2)


def flailing(sequence: PoseSequence) -> PoseSequence:
    """Hide the dance under noise of 3 %: as varied as anything can be."""
    return jittered(sequence, spread=0.03, seed=2)


def stretching_bones(sequence: PoseSequence) -> PoseSequence:
    """Let each joint drift by itself, as in a body that a program made up."""
    chance = np.random.default_rng(3)
    noise = chance.normal(size=(len(sequence.timestamps), sequence.world.shape[1], 3))
    drift = gaussian_filter1d(noise, RATE_HZ / 3, axis=0)
    drift *= 0.06 / drift.std()
    image = sequence.image.copy()
    image[..., :2] += 0.4 * drift[..., :2] * [sequence.height / sequence.width, 1.0]
    return replace(sequence, image=image, world=sequence.world + drift)


def changing_dancer(sequence: PoseSequence) -> PoseSequence:
    """Let somebody else, two metres aside, go on in the middle third."""
    third = len(sequence.timestamps) // 3
    image = sequence.image.copy()
    image[third : 2 * third, :, 0] += 0.4
    return replace(sequence, image=image)


def re_extracted(sequence: PoseSequence) -> PoseSequence:
    """Track the same clip once more, re-encoded: a little noise."""
    return jittered(sequence, spread=0.003, seed=4)


def reframed(sequence: PoseSequence) -> PoseSequence:
    """Crop and enlarge the picture."""
    image = (sequence.image - [0.5, 0.5, 0]) * [1.15, 1.15, 1.15] + [0.47, 0.53, 0]
    return jittered(replace(sequence, image=image), spread=0.002, seed=5)


def mirrored(sequence: PoseSequence) -> PoseSequence:
    """Show the clip in a mirror: left becomes right."""
    image, world = sequence.image[:, MIRRORED].copy(), sequence.world[:, MIRRORED].copy()
    image[..., 0] = 1 - image[..., 0]
    world[..., 0] *= -1
    seen = sequence.visibility[:, MIRRORED]
    return jittered(replace(sequence, image=image, world=world, visibility=seen), seed=6)


def trimmed(sequence: PoseSequence) -> PoseSequence:
    """Cut off the beginning and the end, a sixth together."""
    count = len(sequence.timestamps)
    return jittered(shown(sequence, np.arange(count // 9, count - count // 18)), seed=7)


def hurried(sequence: PoseSequence) -> PoseSequence:
    """Play a clip 5 % faster, too little to be seen."""
    return jittered(sped_up(sequence, 1.05), seed=8)


ATTACKS: Final[Mapping[str, Attack]] = {
    "still photo": still_photo,
    "shaken photo": shaken_photo,
    "loop": looped,
    "jittered loop": lambda sequence: jittered(looped(sequence), spread=JITTER / 2),
    "boomerang": boomerang,
    "jittered boomerang": lambda sequence: jittered(boomerang(sequence)),
    "doubled frames": doubled_frames,
    "flailing": flailing,
    "stretching bones": stretching_bones,
    "changing dancer": changing_dancer,
}
"""Attacks on any dance; speeding up is apart: only a dance with jumps gives it away."""

COPIES: Final[Mapping[str, Attack]] = {
    "re-extracted": re_extracted,
    "reframed": reframed,
    "mirrored": mirrored,
    "trimmed": trimmed,
    "hurried": hurried,
}
"""What a stolen dance looks like when it is uploaded again."""
