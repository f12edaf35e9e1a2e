"""Tiny real videos, honest and hostile, written with PyAV."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import IO

import av
import numpy as np
import numpy.typing as npt
from av.audio.stream import AudioStream
from av.video.stream import VideoStream

Image = npt.NDArray[np.uint8]
MILLISECOND = Fraction(1, 1000)


def evenly(seconds: float, fps: float) -> list[int]:
    """Return frame times in milliseconds."""
    return [round(1000 * index / fps) for index in range(round(seconds * fps))]


def brightening(width: int, height: int) -> Callable[[int], Image]:
    """Paint frames that brighten with time: 20 more for each 300 ms, modulo 200."""
    return lambda ms: np.full((height, width, 3), 20 + ms // 300 * 20 % 200, np.uint8)


def any_video(  # noqa: PLR0913 - a video can be odd in many ways
    target: Path | IO[bytes],
    *,
    times_ms: Sequence[int] | None = None,
    codec: str = "libx264",
    form: str = "mp4",
    size: tuple[int, int] = (160, 120),
    paint: Callable[[int], Image] | None = None,
    rotation: int = 0,
    options: dict[str, str] | None = None,
    pix_fmt: str = "yuv420p",
) -> None:
    """Write a video whose frames are shown at the given times; three seconds at 30 fps unless told.

    A rotation tag asks the player to turn the frames counter-clockwise by so many degrees.
    """
    times_ms = evenly(3.0, 30) if times_ms is None else times_ms
    paint = paint or brightening(*size)
    where = str(target) if isinstance(target, Path) else target
    with av.open(where, "w", format=form, options=options or {}) as container:
        stream = container.add_stream(codec, rate=30)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = *size, pix_fmt
        stream.codec_context.time_base = MILLISECOND
        if codec in {"libx264", "libx265"}:
            stream.codec_context.options = {"preset": "ultrafast", "x265-params": "log-level=none"}
        if rotation:
            stream.set_display_rotation(rotation)
        for ms in times_ms:
            frame = av.VideoFrame.from_ndarray(paint(ms), format="rgb24")
            frame.pts, frame.time_base = ms, MILLISECOND
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def any_song(target: Path, *, codec: str = "aac", form: str = "mp4", seconds: float = 3.0) -> None:
    """Write a file that can be heard and not seen."""
    with av.open(str(target), "w", format=form) as container:
        stream = container.add_stream(codec, rate=8000)
        assert isinstance(stream, AudioStream)
        stream.layout = "mono"
        frame = av.AudioFrame.from_ndarray(
            np.zeros((1, round(8000 * seconds)), np.int16), "s16", "mono"
        )
        frame.sample_rate, frame.pts = 8000, 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
