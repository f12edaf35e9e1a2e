"""What happens to a clip between the dancer and us, and may not change the score."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import cv2
import numpy as np
from av.video.stream import VideoStream

from benchmarks.clips import Image, decoded

CLOCK: Final = Fraction(1, 90_000)


def untouched(picture: Image) -> Image:
    """Leave a picture as it is."""
    return picture


def mirrored(picture: Image) -> Image:
    """Show it in a mirror."""
    return picture[:, ::-1]


def farther(picture: Image) -> Image:
    """Show the dancer half as large, in a wider room."""
    height, width = picture.shape[:2]
    return _moved(picture, np.array([[0.5, 0, 0.25 * width], [0, 0.5, 0.4 * height]]))


def aside(picture: Image) -> Image:
    """Show the dancer smaller and off the middle."""
    height, width = picture.shape[:2]
    return _moved(picture, np.array([[0.75, 0, 0.05 * width], [0, 0.75, 0.15 * height]]))


def small(picture: Image) -> Image:
    """Show 360 lines."""
    return _resized(picture, 360)


def large(picture: Image) -> Image:
    """Show 1080 lines."""
    return _resized(picture, 1080)


@dataclass(frozen=True, slots=True)
class Edit:
    """What is done to a clip.

    Attributes
    ----------
    picture
        To each picture, RGB.
    dropped
        Every so manieth picture is left out; the others keep their times. 0 keeps all.
    crf
        How well pictures are kept, as x264's constant rate factor.
    """

    picture: Callable[[Image], Image] = untouched
    dropped: int = 0
    crf: int = 20


EDITS: Final[Mapping[str, Edit]] = {
    "mirrored": Edit(mirrored),
    "half as large": Edit(farther),
    "off the middle": Edit(aside),
    "24 fps": Edit(dropped=5),
    "low bitrate": Edit(crf=37),
    "360p": Edit(small),
    "1080p": Edit(large),
}


def edited(source: Path, target: Path, edit: Edit) -> None:
    """Write an edited copy of a clip, picture by picture: clips may be longer than memory."""
    with av.open(str(target), "w", format="mp4", options={"fflags": "+bitexact"}) as container:
        stream: VideoStream | None = None
        for index, (picture, time_s) in enumerate(decoded(source)):
            if edit.dropped and index % edit.dropped == edit.dropped - 1:
                continue
            shown = edit.picture(_upright(picture))
            stream = stream or _stream(container, shown, edit.crf)
            pixels = np.ascontiguousarray(shown[: stream.height, : stream.width])
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            frame.pts, frame.time_base = round(time_s / CLOCK), CLOCK
            container.mux(stream.encode(frame))
        if stream is not None:
            container.mux(stream.encode(None))


def _upright(picture: av.VideoFrame) -> Image:
    turned = np.rot90(picture.to_ndarray(format="rgb24"), k=round(picture.rotation / 90) % 4)
    return np.asarray(turned, np.uint8)


def _stream(container: av.container.OutputContainer, picture: Image, crf: int) -> VideoStream:
    height, width = picture.shape[:2]
    stream = container.add_stream("libx264", rate=30)
    if not isinstance(stream, VideoStream):
        raise TypeError("a film needs a stream of pictures")
    stream.width, stream.height, stream.pix_fmt = width // 2 * 2, height // 2 * 2, "yuv420p"
    stream.time_base = stream.codec_context.time_base = CLOCK
    stream.codec_context.options = {"crf": str(crf), "preset": "veryfast", "threads": "1"}
    return stream


def _moved(picture: Image, matrix: np.ndarray) -> Image:
    height, width = picture.shape[:2]
    moved = cv2.warpAffine(picture, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.uint8)


def _resized(picture: Image, lines: int) -> Image:
    height, width = picture.shape[:2]
    scale = lines / min(height, width)
    size = (round(scale * width / 2) * 2, round(scale * height / 2) * 2)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, size, interpolation=way), np.uint8)
