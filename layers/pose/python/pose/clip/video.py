"""Frames of a clip that a stranger uploaded: checked before use, upright, small, evenly spaced.

What the container claims is checked when it is opened; `probe` counts its packets without decoding
them; and `sampled_frames` counts pictures and seconds once more while it decodes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import av
import cv2
import numpy as np
import numpy.typing as npt
from av.video.plane import VideoPlane

from pose.clip.container import OpenVideo, check_not_too_long, opened, pictures
from pose.clip.sampling import WHOLE, planned
from pose.errors import TooShortError, TruncatedVideoError, UnsupportedResolutionError

MIN_DURATION_S: Final = 3.0
MAX_FPS: Final = 250.0
"""Phones record slow motion at 240."""
MIN_COMPLETE: Final = 0.9
"""Share of what is announced that must be there."""

# On planes this small OpenCV's threads cost twice the time they share.
cv2.setNumThreads(1)

RgbImage = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class VideoInfo:
    """What a clip is, counted rather than claimed.

    Attributes
    ----------
    width, height
        Pixels of the upright frame.
    rotation
        Degrees counter-clockwise that make the stored frame upright: 0, 90, 180 or 270.
    duration_s
        From the first frame's time to the last frame's end, in seconds.
    fps
        Mean frames per second.
    codec
        Name of the codec, such as h264.
    frame_count_estimate
        Packets of pictures in the file; a few may hold no picture of their own.
    """

    width: int
    height: int
    rotation: int
    duration_s: float
    fps: float
    codec: str
    frame_count_estimate: int


@dataclass(frozen=True, slots=True)
class Frame:
    """One sampled frame.

    Attributes
    ----------
    time_s
        Presentation time after the first frame, in seconds.
    rgb
        Shape (height, width, 3), upright.
    """

    time_s: float
    rgb: RgbImage


def probe(path: Path) -> VideoInfo:
    """Tell what a clip is, or why it cannot be scored; decodes one picture.

    Raises
    ------
    ClipError
        As `pose.clip.container.opened`, or TruncatedVideoError, TooShortError, TooLongError from
        what is counted, or UnsupportedResolutionError for an absurd frame rate.
    """
    with opened(path) as video:
        turns, times, end = _counted(video)
        count, span = len(times), (max(times) - min(times)) * video.tick_s
        # Some containers give the last frame no duration of its own.
        last_s = span / (count - 1) if count > 1 else 0.0
        duration_s = round(max(span + last_s, (end - min(times)) * video.tick_s), 6)
        _check_complete(duration_s, video.announced_s)
        check_not_too_long(duration_s)
        # Containers round the times of frames to milliseconds.
        if round(duration_s, 2) < MIN_DURATION_S or span == 0:
            raise TooShortError(f"{duration_s:.2f} s")
        if count > MAX_FPS * duration_s:
            raise UnsupportedResolutionError(f"{count / duration_s:.0f} frames a second")
        codec = video.stream.codec_context
        sides = (codec.width, codec.height)
        width, height = sides[::-1] if turns % 2 else sides
        return VideoInfo(
            width=width,
            height=height,
            rotation=90 * turns,
            duration_s=duration_s,
            fps=(count - 1) / span,
            codec=video.codec_name,
            frame_count_estimate=count,
        )


def sampled_frames(
    path: Path,
    *,
    rate_hz: float = 15.0,
    short_side: int = 360,
    between: tuple[float, float] = WHOLE,
) -> Iterator[Frame]:
    """Yield upright frames at an even rate, by their true presentation times.

    A stretch in the middle of a clip yields the very frames that the whole clip yields there, and
    is decoded from the last key frame before it.

    Parameters
    ----------
    path
        A clip that `probe` accepts.
    rate_hz
        Frames per second; a slower clip yields every frame it has.
    short_side
        Pixels of the shorter side; smaller frames stay as they are.
    between
        Start and stop of the stretch wanted, s after the first frame; stop excluded.

    Raises
    ------
    ClipError
        As `probe`, and TruncatedVideoError where too many pictures prove damaged.
    """
    plan = planned(path, rate_hz, between)
    with opened(path) as video:
        if plan.seek is not None:
            video.container.seek(plan.seek, stream=video.stream)
        sampled = 0
        for packet in video.packets() if plan.wanted else ():
            needed = packet.pts is None or packet.pts in plan.wanted
            # Leaves out what no other picture is made from; the others stay equal to the last bit.
            video.stream.codec_context.skip_frame = "DEFAULT" if needed else "NONREF"
            for picture in pictures(packet):
                if picture.pts is None:
                    continue
                time_s = (picture.pts - plan.start) * video.tick_s
                check_not_too_long(time_s)
                if picture.pts in plan.wanted:
                    sampled += 1
                    yield Frame(time_s=round(time_s, 6), rgb=_upright(picture, short_side))
            if sampled == len(plan.wanted):
                break
        _check_complete(sampled, len(plan.wanted))


def _counted(video: OpenVideo) -> tuple[int, list[int], int]:
    """Return the first picture's quarter turns, all packets' times, and the last one's end."""
    turns: int | None = None
    times: list[int] = []
    end = 0
    for packet in video.packets():
        if turns is None:
            turns = next((_quarter_turns(picture) for picture in pictures(packet)), None)
        if packet.pts is not None:
            times.append(packet.pts)
            end = max(end, packet.pts + (packet.duration or 0))
            check_not_too_long((end - times[0]) * video.tick_s)
    if turns is None or not times:
        raise TruncatedVideoError("no picture can be decoded")
    return turns, times, end


def _check_complete(found: float, announced: float) -> None:
    if found < MIN_COMPLETE * announced:
        raise TruncatedVideoError(f"{found:g} of {announced:g}")


def _upright(picture: av.VideoFrame, short_side: int) -> RgbImage:
    """Shrink before converting to RGB: the planes hold half the numbers."""
    scale = min(1.0, short_side / min(picture.width, picture.height))
    half_width, half_height = (round(side * scale / 2) for side in (picture.width, picture.height))
    width, height = 2 * half_width, 2 * half_height
    luma, *chroma = picture.reformat(format="yuv420p").planes
    planes = [_shrunk(luma, width, height), *(_shrunk(c, half_width, half_height) for c in chroma)]
    stacked = np.concatenate([plane.ravel() for plane in planes]).reshape(-1, width)
    rgb = cv2.cvtColor(stacked, cv2.COLOR_YUV2RGB_I420)
    return np.ascontiguousarray(np.rot90(rgb, k=_quarter_turns(picture)))


def _shrunk(plane: VideoPlane, width: int, height: int) -> RgbImage:
    """Return one colour plane at another size, one byte a pixel."""
    rows = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
    # Averaging is fast at exactly half the size only; elsewhere it costs five times as much as
    # interpolating, and the landmarks are no nearer to those of the full picture.
    halves = (plane.width, plane.height) == (2 * width, 2 * height)
    method = cv2.INTER_AREA if halves else cv2.INTER_LINEAR
    shrunk = cv2.resize(rows[:, : plane.width], (width, height), interpolation=method)
    return shrunk.astype(np.uint8, copy=False)


def _quarter_turns(picture: av.VideoFrame) -> int:
    """Return the counter-clockwise quarter turns, 0 to 3, that make a picture upright."""
    return round(picture.rotation / 90) % 4
