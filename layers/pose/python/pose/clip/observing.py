"""A clip looked at for what its pictures say by themselves."""

from pathlib import Path

from pose.clip.sampling import WHOLE
from pose.clip.thumbnail import Thumbnails
from pose.clip.traits import PICTURE_HZ, ClipObserver, ClipTraits, measured
from pose.clip.video import sampled_frames


def observed(path: Path) -> ClipTraits:
    """Measure a clip's pictures; the tracker does so in passing.

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
    for frame in sampled_frames(path, rate_hz=PICTURE_HZ, between=between):
        observer.see(frame.luma, frame.time_s)
    return observer.seen()
