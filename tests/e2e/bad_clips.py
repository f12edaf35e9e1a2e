"""Files that are no dance, each wrong in its own way; made here, small and fast."""

from __future__ import annotations

import io
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import av
import numpy as np

WIDTH: Final = 320
HEIGHT: Final = 576
FPS: Final = 10
_SOUND_RATE: Final = 16_000


def text() -> bytes:
    """Return a text file; only its name says MP4."""
    return b"Dear diary, today I danced.\n" * 200


def nobody(seconds: float = 4.0) -> bytes:
    """Return a video of moving shades in which nobody is seen; its index comes first."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "nobody.mp4"
        with av.open(str(path), "w", options={"movflags": "+faststart"}) as container:
            stream = container.add_stream("libx264", rate=FPS, options={"preset": "ultrafast"})
            stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
            across = np.linspace(0, 255, WIDTH)[None, :, None] * np.ones((HEIGHT, 1, 3))
            for number in range(round(seconds * FPS)):
                shades = np.roll(across, 4 * number, axis=1).astype(np.uint8)
                container.mux(stream.encode(av.VideoFrame.from_ndarray(shades, format="rgb24")))
            container.mux(stream.encode(None))
        return path.read_bytes()


def too_short() -> bytes:
    """Return a video of one second."""
    return nobody(1.0)


def too_long() -> bytes:
    """Return a video of 61 seconds."""
    return nobody(61.0)


def truncated() -> bytes:
    """Return the first half of a video."""
    whole = nobody(8.0)
    return whole[: len(whole) // 2]


def sound_only() -> bytes:
    """Return an MP4 with four seconds of sound and no picture."""
    target = io.BytesIO()
    with av.open(target, "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=_SOUND_RATE, layout="mono")
        tone = np.sin(np.arange(4 * _SOUND_RATE) / 10).astype(np.float32)
        for start in range(0, len(tone), 1024):
            block = av.AudioFrame.from_ndarray(tone[None, start : start + 1024], "fltp", "mono")
            block.sample_rate, block.pts = _SOUND_RATE, start
            block.time_base = Fraction(1, _SOUND_RATE)
            container.mux(stream.encode(block))
        container.mux(stream.encode(None))
    return target.getvalue()


BAD_CLIPS: Final[dict[str, Callable[[], bytes]]] = {
    "NOT_A_VIDEO": text,
    "VIDEO_TRUNCATED": truncated,
    "NO_VIDEO_STREAM": sound_only,
    "NO_PERSON": nobody,
    "VIDEO_TOO_SHORT": too_short,
    "VIDEO_TOO_LONG": too_long,
}
"""The code that each is rejected with."""
