"""A clip looked at for what its pictures say by themselves."""

from pathlib import Path
from typing import Final

import numpy as np

from pose.clip.sampling import WHOLE
from pose.clip.thumbnail import Thumbnails
from pose.clip.traits import PICTURE_HZ, ClipObserver, ClipTraits, measured
from pose.clip.video import sampled_frames

_SHORT_SIDE: Final = 180
"""Pixels; a thumbnail reads no more rows."""
_BRIGHTNESS: Final = np.array([0.299, 0.587, 0.114], dtype=np.float32)
"""Shares of red, green and blue. Source: ITU-R BT.601."""


def observed(path: Path) -> ClipTraits:
    """Measure a clip's pictures; decodes the clip once.

    Raises
    ------
    ClipError
        As `pose.clip.video.sampled_frames`.
    """
    return measured(seen(path))


def seen(path: Path, *, between: tuple[float, float] = WHOLE) -> Thumbnails:
    """Look at a stretch of a clip, s; decodes it once.

    Raises
    ------
    ClipError
        As `pose.clip.video.sampled_frames`.
    """
    observer = ClipObserver()
    for frame in sampled_frames(path, rate_hz=PICTURE_HZ, short_side=_SHORT_SIDE, between=between):
        luma = np.rint(frame.rgb.astype(np.float32) @ _BRIGHTNESS)
        observer.see(luma.astype(np.uint8), frame.time_s)
    return observer.seen()
