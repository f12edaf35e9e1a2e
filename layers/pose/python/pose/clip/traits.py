"""What a clip's pictures say that its landmarks do not: copies, freezes, the camera, a fingerprint.

Measured while the clip is decoded anyway, from the brightness alone, and kept beside the landmarks:
the pictures themselves are gone by the time a gate or a reviewer asks.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from pose.clip.camera import CameraMotion, camera_motion
from pose.clip.picture_hash import Hashes, movement_hashes
from pose.clip.repetition import Recording, Repetition
from pose.clip.slots import Slots
from pose.clip.thumbnail import Thumbnail, Thumbnails, halved, thumbnail

PICTURE_HZ: Final = 30.0
"""Pictures looked at in a second, at most: a loop cut to an odd number of frames still meets
itself, and a repeated picture is still seen as one."""

_LEAST_CHANGE: Final = 1.0
"""Levels of brightness within a second below which nothing moves that a copy could be known by."""
_LEAST_STEP: Final = 0.2
"""Levels of brightness, as a mean, by which successive pictures must differ to have moved."""
_REPEATED: Final = 0.15
_NEIGHBOURS: Final = 9

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class ClipTraits:
    """What was measured on a clip's pictures.

    Attributes
    ----------
    rate
        Pictures a second that were looked at, at most 30.
    change
        Levels of brightness, of 255, by which a 2 % square of the picture usually changes within a
        second; a photograph has none.
    duplicates
        In [0, 1]: share of the pictures that only repeat the one before, while others around them
        move.
    camera
        How the camera moved.
    loop, boomerang
        How nearly the pictures repeat earlier ones, forwards and backwards.
    hashes
        Shape (H,): a 64-bit hash of the movement for each fifteenth of a second.
    """

    rate: float
    change: float
    duplicates: float
    camera: CameraMotion
    loop: Repetition
    boomerang: Repetition
    hashes: Hashes

    def to_bytes(self) -> bytes:
        """Return the stored form: equal traits give equal bytes."""
        from pose.clip.traits_file import stored  # noqa: PLC0415 - not needed to look at a clip

        return stored(self)

    @classmethod
    def from_bytes(cls, data: bytes) -> "ClipTraits":
        """Read the stored form.

        Raises
        ------
        UnreadablePoseError
            If the bytes are anything but traits of this format version.
        """
        from pose.clip.traits_file import restored  # noqa: PLC0415

        return restored(data)


class ClipObserver:
    """Looks at a clip's pictures as they are decoded, and remembers the little it needs.

    Parameters
    ----------
    from_s
        What is shown before that is looked at and not remembered, s.
    """

    def __init__(self, from_s: float = 0.0) -> None:
        self._from_s = from_s
        self._times: list[float] = []
        self._thumbnails: list[Thumbnail] = []
        self._slots = Slots(PICTURE_HZ)

    def see(self, luma: npt.NDArray[np.unsignedinteger], time_s: float) -> Thumbnail:
        """Take note of a picture; show every one, those beyond 30 a second are passed over.

        Parameters
        ----------
        luma
            Shape (height, width), 8-bit brightness, upright. A view into the decoder's memory is
            enough, nothing of it is kept.
        time_s
            After the first picture, in seconds, later than the one before.

        Returns
        -------
        Thumbnail
            The picture made small.
        """
        taken = self._slots.take(time_s)
        small = thumbnail(luma)
        if taken and time_s >= self._from_s:
            self._times.append(time_s)
            self._thumbnails.append(small)
        return small

    def seen(self) -> Thumbnails:
        """Return what was seen, as it would be stored."""
        return Thumbnails.of(self._times, self._thumbnails)

    def traits(self) -> ClipTraits:
        """Measure what was seen; ValueError as `measured`."""
        return measured(self.seen())


def measured(seen: Thumbnails) -> ClipTraits:
    """Measure a whole clip's pictures, whether they were looked at in one go or in segments.

    Raises
    ------
    ValueError
        If there are fewer than two pictures: nothing has a rate then.
    """
    times, thumbnails = seen.times, seen.pictures
    if len(times) < 2:  # noqa: PLR2004
        raise ValueError("traits take at least two pictures")
    rate = float(1 / np.median(np.diff(times)))
    small = halved(thumbnails)
    pictures = Recording.of(small.reshape(len(small), -1), rate, floor=_LEAST_CHANGE)
    return ClipTraits(
        rate=rate,
        change=float(np.median(pictures.change)),
        duplicates=_duplicates(small),
        camera=camera_motion(thumbnails, rate),
        loop=pictures.loop(),
        boomerang=pictures.reversal(),
        hashes=movement_hashes(times, thumbnails),
    )


def _duplicates(thumbnails: Thumbnail) -> float:
    """Return the share of pictures that repeat the one before while their neighbours move.

    A repeat changes less than 15 % of what the liveliest of nine pictures around it does; stillness
    around it is no repeat.
    """
    steps = np.abs(np.diff(thumbnails, axis=0)).mean(axis=(1, 2))
    around = np.pad(steps, _NEIGHBOURS // 2, mode="symmetric")
    lively = np.lib.stride_tricks.sliding_window_view(around, _NEIGHBOURS).max(axis=1)
    moving = lively > max(_LEAST_STEP, float(np.median(lively)) / 2)
    return float(np.mean(steps[moving] < _REPEATED * lively[moving])) if moving.any() else 0.0
