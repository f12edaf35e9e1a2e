"""Frames of a clip that a stranger uploaded: checked before use, upright, small, evenly spaced.

What the container claims is checked when it is opened; `probe` counts its packets without decoding
them; and `sampled_frames` counts pictures and seconds once more while it decodes.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from pose.clip.container import OpenVideo, check_not_too_long, opened, pictures
from pose.clip.frame import Frame, quarter_turns
from pose.clip.sampling import WHOLE, planned
from pose.errors import TooShortError, TruncatedVideoError, UnsupportedResolutionError

MIN_DURATION_S: Final = 3.0
MAX_FPS: Final = 250.0
"""Phones record slow motion at 240."""
MIN_COMPLETE: Final = 0.9
"""Share of what is announced that must be there."""


class VideoInfo(NamedTuple):
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
    pose_hz: float = 15.0,
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
    pose_hz
        Frames per second that landmarks are wanted of: some of the others, as far as they go.
    short_side
        Pixels of the shorter side; smaller frames stay as they are.
    between
        Start and stop of the stretch wanted, s after the first frame; stop excluded.

    Raises
    ------
    ClipError
        As `probe`, and TruncatedVideoError where too many pictures prove damaged.
    """
    plan = planned(path, rate_hz, pose_hz, between)
    with opened(path) as video:
        if plan.seek is not None:
            video.container.seek(plan.seek, stream=video.stream)
        sampled, last = 0, plan.start - 1
        for packet in video.packets() if plan.wanted else ():
            needed = packet.pts is None or packet.pts in plan.wanted
            # Leaves out what no other picture is made from; the others stay equal to the last bit.
            video.stream.codec_context.skip_frame = "DEFAULT" if needed else "NONREF"
            for picture in pictures(packet):
                if picture.pts is None:
                    continue
                time_s = (picture.pts - plan.start) * video.tick_s
                check_not_too_long(time_s)
                # A second picture at the same time is as good as none.
                if picture.pts in plan.wanted and picture.pts > last:
                    sampled, last = sampled + 1, picture.pts
                    yield Frame(round(time_s, 6), picture, short_side, picture.pts in plan.poses)
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
            turns = next((quarter_turns(picture) for picture in pictures(packet)), None)
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
