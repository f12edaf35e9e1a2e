"""What happens to a clip between the dancer and us, and may not change the score."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import cv2
import numpy as np
from av.video.stream import VideoStream

from benchmarks.clips import Image, decoded

CLOCK: Final = Fraction(1, 90_000)


@dataclass(frozen=True, slots=True)
class Footage:
    """Pictures, RGB, each with its own time, s; and how well they are kept, as x264's CRF."""

    frames: tuple[Image, ...]
    times: tuple[float, ...]
    crf: int = 20


Edit = Callable[[Footage], Footage]


def mirrored(footage: Footage) -> Footage:
    """Show the footage in a mirror."""
    return replace(footage, frames=tuple(frame[:, ::-1] for frame in footage.frames))


def farther(footage: Footage) -> Footage:
    """Show the dancer half as large, in a wider room."""
    height, width = footage.frames[0].shape[:2]
    return _moved(footage, np.array([[0.5, 0, 0.25 * width], [0, 0.5, 0.4 * height]]))


def aside(footage: Footage) -> Footage:
    """Show the dancer smaller and off the middle."""
    height, width = footage.frames[0].shape[:2]
    return _moved(footage, np.array([[0.75, 0, 0.05 * width], [0, 0.75, 0.15 * height]]))


def twenty_four(footage: Footage) -> Footage:
    """Leave out every fifth picture; the others keep their times: 24 of 30 frames a second."""
    kept = [index for index in range(len(footage.times)) if index % 5 != 4]  # noqa: PLR2004
    return replace(
        footage,
        frames=tuple(footage.frames[index] for index in kept),
        times=tuple(footage.times[index] for index in kept),
    )


def poor(footage: Footage) -> Footage:
    """Encode at a low bitrate."""
    return replace(footage, crf=37)


def small(footage: Footage) -> Footage:
    """Show 360 lines."""
    return _resized(footage, 360)


def large(footage: Footage) -> Footage:
    """Show 1080 lines."""
    return _resized(footage, 1080)


EDITS: Final[Mapping[str, Edit]] = {
    "mirrored": mirrored,
    "half as large": farther,
    "off the middle": aside,
    "24 fps": twenty_four,
    "low bitrate": poor,
    "360p": small,
    "1080p": large,
}


def edited(source: Path, target: Path, edit: Edit) -> None:
    """Write an edited copy of a clip."""
    frames, times = [], []
    for picture, time_s in decoded(source):
        upright = np.rot90(picture.to_ndarray(format="rgb24"), k=round(picture.rotation / 90) % 4)
        frames.append(np.asarray(upright, np.uint8))
        times.append(time_s)
    _write(target, edit(Footage(tuple(frames), tuple(times))))


def _write(path: Path, footage: Footage) -> None:
    height, width = footage.frames[0].shape[:2]
    with av.open(str(path), "w", format="mp4", options={"fflags": "+bitexact"}) as container:
        stream = container.add_stream("libx264", rate=30)
        if not isinstance(stream, VideoStream):
            raise TypeError("a film needs a stream of pictures")
        stream.width, stream.height, stream.pix_fmt = width // 2 * 2, height // 2 * 2, "yuv420p"
        stream.time_base = stream.codec_context.time_base = CLOCK
        options = {"crf": str(footage.crf), "preset": "veryfast", "threads": "1"}
        stream.codec_context.options = options
        for frame, time_s in zip(footage.frames, footage.times, strict=True):
            pixels = np.ascontiguousarray(frame[: stream.height, : stream.width])
            picture = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            picture.pts, picture.time_base = round(time_s / CLOCK), CLOCK
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))


def _moved(footage: Footage, matrix: np.ndarray) -> Footage:
    height, width = footage.frames[0].shape[:2]
    size, border = (width, height), cv2.BORDER_REPLICATE
    frames = (cv2.warpAffine(f, matrix, size, borderMode=border) for f in footage.frames)
    return replace(footage, frames=tuple(np.asarray(frame, np.uint8) for frame in frames))


def _resized(footage: Footage, lines: int) -> Footage:
    height, width = footage.frames[0].shape[:2]
    scale = lines / min(height, width)
    size = (round(scale * width / 2) * 2, round(scale * height / 2) * 2)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    frames = (cv2.resize(frame, size, interpolation=way) for frame in footage.frames)
    return replace(footage, frames=tuple(np.asarray(frame, np.uint8) for frame in frames))
