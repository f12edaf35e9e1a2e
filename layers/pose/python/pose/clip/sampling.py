"""Which pictures of a clip are looked at, and from where they can be decoded."""

from pathlib import Path
from typing import Final, NamedTuple

import av

from pose.clip.container import OpenVideo, opened
from pose.clip.slots import Slots

WHOLE: Final = (0.0, float("inf"))
"""From the first picture to the last, s."""


class SamplingPlan(NamedTuple):
    """Which pictures are to be sampled, in the stream's clock.

    Attributes
    ----------
    start
        Time of the clip's first picture.
    wanted
        Times of the pictures to be sampled.
    poses
        Those of them that landmarks are wanted of.
    seek
        Where to seek to before decoding; None to begin at the beginning.
    """

    start: int
    wanted: frozenset[int]
    poses: frozenset[int]
    seek: int | None


def planned(
    path: Path, rate_hz: float, pose_hz: float, between: tuple[float, float]
) -> SamplingPlan:
    """Read the times of all packets, decoding none.

    Parameters
    ----------
    path
        A clip that `pose.clip.video.probe` accepts.
    rate_hz, pose_hz
        Pictures a second, and those of them that landmarks are wanted of; a slower clip has all of
        its pictures sampled.
    between
        Start and stop of the stretch wanted, s after the first picture; stop excluded. The
        pictures are those that sampling the whole clip would take there.

    Raises
    ------
    ClipError
        As `pose.clip.container.opened`.
    """
    with opened(path, to_decode=False) as video:
        ticks = sorted(packet.pts for packet in video.packets() if packet.pts is not None)
        slots, pose_slots = Slots(rate_hz), Slots(pose_hz)
        wanted, poses = set(), set()
        for tick in ticks:
            time_s = (tick - ticks[0]) * video.tick_s
            taken, posed = slots.take(time_s), pose_slots.take(time_s)
            if between[0] <= time_s < between[1]:
                wanted |= {tick} if taken or posed else set()
                poses |= {tick} if posed else set()
        start = ticks[0] if ticks else 0
        first = min(wanted, default=start)
        seek = first if first > start and _leads(video, first) else None
        return SamplingPlan(start, frozenset(wanted), frozenset(poses), seek)


def _leads(video: OpenVideo, tick: int) -> bool:
    """Tell whether seeking for a picture leads to a key frame from which it can be decoded.

    It is tried: an index may be missing, wrong, or in another clock.
    """
    try:
        video.container.seek(tick, stream=video.stream)
    except av.FFmpegError:
        return False
    packet = next(video.packets(), None)
    return bool(packet and packet.is_keyframe and packet.pts is not None and packet.pts <= tick)
