"""A drawn dancer's clip: an MP4 like a phone's, with the music's beat to be heard."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import numpy as np
import numpy.typing as npt

from local.drawn_dancer.choreography import Dance, postures
from local.drawn_dancer.looks import LOOKS, Looks
from local.drawn_dancer.painter import paint_dancer
from local.drawn_dancer.room import Image, paint_room
from local.drawn_dancer.skeleton import JOINTS, Camera, FloatArray, joints

SOUND_RATE: Final = 44100
_CLICK_S: Final = 0.05
_ENCODING: Final = {"preset": "veryfast", "flags": "+bitexact"}


@dataclass(frozen=True, slots=True)
class Clip:
    """How a dance is filmed. The same dance and clip give the same bytes.

    Attributes
    ----------
    width, height
        Pixels, even.
    fps
        Frames per second.
    looks
        Colours of dancer and room.
    sound
        Whether the beat can be heard.
    field
        What the width shows at the dancer's place, metres: more makes the dancer smaller.
    aside
        How far the camera stands to the dancer's right, metres.
    mirrored
        Whether the camera mirrors, as front cameras do.
    crf
        Of x264: 18 is hard to tell from the drawing, 37 is poor.
    """

    width: int = 480
    height: int = 854
    fps: int = 30
    looks: Looks = LOOKS[0]
    sound: bool = True
    field: float = 2.1
    aside: float = 0.0
    mirrored: bool = False
    crf: int = 23

    @property
    def camera(self) -> Camera:
        """Return the camera that films it."""
        return Camera(width=self.width, height=self.height, field=self.field, aside=self.aside)


def frame_times(dance: Dance, clip: Clip) -> FloatArray:
    """Return the time of every frame, shape (T,), seconds."""
    return np.arange(round(dance.duration_s * clip.fps)) / clip.fps


def true_joints(dance: Dance, clip: Clip) -> FloatArray:
    """Return where each of `JOINTS` is drawn, shape (T, joints, 2), pixels."""
    places = joints(postures(dance, frame_times(dance, clip)))
    return np.stack([clip.camera.picture(places[name]) for name in JOINTS], axis=1)


def drawn_frames(dance: Dance, clip: Clip) -> Iterator[Image]:
    """Yield the pictures, each of shape (height, width, 3), RGB."""
    camera = clip.camera
    places = joints(postures(dance, frame_times(dance, clip)))
    pictured = {name: camera.picture(points) for name, points in places.items()}
    metres = camera.scale(places["chest"])
    room = paint_room(camera, clip.looks)
    for index, metre in enumerate(metres):
        canvas = room.copy()
        points = {name: track[index] for name, track in pictured.items()}
        near = {name: float(track[index, 2]) for name, track in places.items()}
        paint_dancer(canvas, points, near, float(metre), clip.looks)
        yield canvas[:, ::-1] if clip.mirrored else canvas


def write_clip(path: Path, dance: Dance, clip: Clip) -> None:
    """Draw a dance and write it as H.264, and its beat as AAC."""
    with av.open(str(path), "w", format="mp4", options={"fflags": "+bitexact"}) as container:
        video = container.add_stream("libx264", rate=clip.fps)
        video.width, video.height, video.pix_fmt = clip.width, clip.height, "yuv420p"
        # More threads would make the bytes depend on the machine.
        video.codec_context.thread_count = 1
        video.codec_context.options = _ENCODING | {"crf": str(clip.crf)}
        audio = container.add_stream("aac", rate=SOUND_RATE, layout="mono") if clip.sound else None
        for index, picture in enumerate(drawn_frames(dance, clip)):
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
            frame.pts, frame.time_base = index, Fraction(1, clip.fps)
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
        if audio is not None:
            for block in _sound(dance):
                container.mux(audio.encode(block))
            container.mux(audio.encode(None))


def _sound(dance: Dance) -> Iterator[av.AudioFrame]:
    """Yield the click of every beat, the first of each bar higher."""
    wave = _clicks(dance)
    size = 1024
    for start in range(0, len(wave), size):
        frame = av.AudioFrame.from_ndarray(wave[None, start : start + size], "fltp", "mono")
        frame.sample_rate, frame.pts = SOUND_RATE, start
        frame.time_base = Fraction(1, SOUND_RATE)
        yield frame


def _clicks(dance: Dance) -> npt.NDArray[np.float32]:
    wave = np.zeros(round(dance.duration_s * SOUND_RATE), np.float32)
    time = np.arange(round(_CLICK_S * SOUND_RATE)) / SOUND_RATE
    for number, beat in enumerate(dance.beat_times()):
        pitch = 1500 if number % 4 == 0 else 1000
        click = 0.6 * np.sin(2 * np.pi * pitch * time) * np.exp(-80 * time)
        start = round(beat * SOUND_RATE)
        wave[start : start + len(click)] += click[: len(wave) - start].astype(np.float32)
    return wave
