"""Tiny real videos that can be heard."""

from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import numpy as np
import numpy.typing as npt
from av.audio.stream import AudioStream
from av.video.stream import VideoStream
from scipy.signal import resample_poly

Audio = npt.NDArray[np.float32]

RATE: Final = 22_050
_FPS: Final = 10
_ENCODER_RATE: Final = {"libopus": 48_000}


def any_clip_with_sound(  # noqa: PLR0913 - sound can be laid under a picture in many ways
    path: Path,
    sound: Audio,
    *,
    codec: str = "aac",
    form: str = "mp4",
    picture_late_s: float = 0.0,
    sound_late_s: float = 0.0,
    picture_s: float | None = None,
) -> Path:
    """Write a grey video with a sound of 22 050 samples a second, as a phone would encode it."""
    rate = _ENCODER_RATE.get(codec, 44_100)
    samples = np.asarray(resample_poly(sound, rate // 150, RATE // 150), np.float32)
    with av.open(str(path), "w", format=form) as container:
        video = container.add_stream("libvpx-vp9" if form == "webm" else "libx264", rate=_FPS)
        audio = container.add_stream(codec, rate=rate)
        assert isinstance(video, VideoStream)
        assert isinstance(audio, AudioStream)
        video.width, video.height, video.pix_fmt = 160, 120, "yuv420p"
        audio.layout = "mono"
        first = round(picture_late_s * _FPS)
        seconds = len(sound) / RATE if picture_s is None else picture_s
        for index in range(first, first + round(seconds * _FPS)):
            picture = av.VideoFrame.from_ndarray(np.full((120, 160, 3), 99, np.uint8), "rgb24")
            picture.pts, picture.time_base = index, Fraction(1, _FPS)
            container.mux(video.encode(picture))
        container.mux(video.encode(None))
        _encode(container, audio, samples, round(sound_late_s * rate))
    return path


def _encode(
    container: av.container.OutputContainer, stream: AudioStream, samples: Audio, first: int
) -> None:
    rate, size = stream.rate, stream.codec_context.frame_size or 1024
    form = stream.codec_context.format.name
    for begin in range(0, len(samples), size):
        piece = samples[None, begin : begin + size]
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(piece), "fltp", "mono")
        frame.sample_rate = rate
        for ready in av.AudioResampler(format=form, layout="mono", rate=rate).resample(frame):
            ready.pts, ready.time_base = first + begin, Fraction(1, rate)
            container.mux(stream.encode(ready))
    container.mux(stream.encode(None))
