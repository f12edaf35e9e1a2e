"""From a clip to an MP4 of it with everything drawn over it."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.reformatter import Interpolation
from av.video.stream import VideoStream

from pose.clip.container import OpenVideo, opened, pictures
from pose.pictures.curves import ScoreCurves
from pose.pictures.scene import Scene
from pose.pictures.strokes import Image
from pose.sequence import PoseSequence

MOST_FPS: Final = 30.0

_TICK: Final = Fraction(1, 1000)
_SLOT_LEAD: Final = 0.25
# x264's macroblock tree decides otherwise once in a while on the very same pictures.
_ENCODER: Final = {"preset": "veryfast", "crf": "21", "x264-params": "mbtree=0"}
_HEARD_IN_MP4: Final = frozenset({"aac", "alac", "mp3", "opus"})


def draw_overlay(
    clip: Path,
    target: Path,
    sequence: PoseSequence,
    curves: ScoreCurves,
    *,
    on_progress: Callable[[float], None] | None = None,
) -> None:
    """Write a clip as H.264 with the skeleton, the beats and the running score; its sound stays.

    Equal arguments give equal bytes.

    Parameters
    ----------
    clip
        The clip that the landmarks come from.
    target
        MP4 file to write.
    sequence, curves
        What to draw.
    on_progress
        Told the share of the clip that is done, in [0, 1].

    Raises
    ------
    ClipError
        As `pose.container.opened`.
    """
    scene = Scene(sequence, curves)
    with opened(clip) as video, av.open(str(target), "w", format="mp4") as container:
        heard = next((stream for stream in video.container.streams.audio if _fits(stream)), None)
        film = _Film(container, scene.size, heard)
        clock = _Clock(video.tick_s)
        for packet in _packets(video, heard):
            if packet.stream is heard:
                film.hear(packet, clock.start_s)
            else:
                for time_s, picture in clock.shown(pictures(packet)):
                    image = _upright(picture, *scene.picture_size)
                    film.show(scene.drawn(image, time_s), time_s)
                    if on_progress:
                        on_progress(min(1.0, time_s / sequence.duration_s))
        film.finish()


class _Clock:
    """Tells when pictures are shown, and drops what comes faster than `MOST_FPS`."""

    def __init__(self, tick_s: float) -> None:
        self.start_s: float | None = None
        self._tick_s = tick_s
        self._next_slot = 0

    def shown(self, decoded: list[av.VideoFrame]) -> Iterator[tuple[float, av.VideoFrame]]:
        for picture in decoded:
            if picture.pts is None:
                continue
            shown_s = picture.pts * self._tick_s
            self.start_s = shown_s if self.start_s is None else self.start_s
            time_s = shown_s - self.start_s
            slot = int(time_s * MOST_FPS + _SLOT_LEAD)
            if slot >= self._next_slot:
                self._next_slot = slot + 1
                yield time_s, picture


class _Film:
    """The MP4 being written: new pictures, and the clip's own sound, not encoded anew."""

    def __init__(
        self, container: OutputContainer, size: tuple[int, int], heard: AudioStream | None
    ) -> None:
        self._container = container
        self._pictures: VideoStream = container.add_stream("libx264", rate=round(MOST_FPS))
        self._pictures.width, self._pictures.height = size
        self._pictures.pix_fmt = "yuv420p"
        self._pictures.codec_context.time_base = _TICK
        self._pictures.codec_context.options = _ENCODER
        # More threads would write other bytes on every other kind of machine.
        self._pictures.codec_context.thread_count = 1
        self._sound = container.add_stream_from_template(heard) if heard else None
        self._waiting: list[av.Packet[Any]] = []

    def show(self, image: Image, time_s: float) -> None:
        frame = av.VideoFrame.from_ndarray(image, format="rgb24")
        frame.pts, frame.time_base = round(time_s / _TICK), _TICK
        self._container.mux(self._pictures.encode(frame))

    def hear(self, packet: "av.Packet[Any]", start_s: float | None) -> None:
        """Copy a packet; sound that comes before the first picture is known has to wait."""
        if self._sound is None:
            return
        self._waiting.append(packet)
        if start_s is None:
            return
        for ready in self._waiting:
            later = round(start_s / ready.time_base)
            if ready.dts is not None and ready.pts is not None:
                ready.dts, ready.pts = ready.dts - later, ready.pts - later
                ready.stream = self._sound
                self._container.mux(ready)
        self._waiting.clear()

    def finish(self) -> None:
        self._container.mux(self._pictures.encode(None))


def _fits(stream: AudioStream) -> bool:
    # The library's types do not say that a codec may be unknown to it.
    context: AudioCodecContext | None = stream.codec_context
    return context is not None and context.codec.canonical_name in _HEARD_IN_MP4


def _packets(video: OpenVideo, heard: AudioStream | None) -> "Iterator[av.Packet[Any]]":
    """Yield what is shown and heard, up to the end of the file or to where it breaks off."""
    streams = [video.stream, heard] if heard else [video.stream]
    try:
        for packet in video.container.demux(streams):
            if not packet.is_discard:
                yield packet
    except av.FFmpegError:
        return


def _upright(picture: av.VideoFrame, width: int, height: int) -> Image:
    turns = round(picture.rotation / 90) % 4
    stored = (height, width) if turns % 2 else (width, height)
    small = picture.reformat(*stored, "rgb24", interpolation=Interpolation.AREA)
    return np.ascontiguousarray(np.rot90(small.to_ndarray(), turns))
