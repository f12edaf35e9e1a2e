"""Clips as pictures: read them, write them, and look at them as the pipeline does."""

import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import cv2
import numpy as np
import numpy.typing as npt
from av.video.stream import VideoStream

from local.drawn_dancer import Clip, Dance, write_clip
from pose.clip.container import opened, pictures
from pose.clip.observing import observed
from pose.clip.traits import ClipTraits
from pose.clip.traits_file import FORMAT_VERSION
from pose.sequence import PoseSequence
from pose.tracker.estimator import extract
from pose.tracker.version import POSE_VERSION

CACHE: Final = Path(__file__).parents[1] / ".cache" / "benchmarks"
MODEL: Final = Path(__file__).parents[1] / ".cache" / "pose_landmarker.task"
SHARED_CLIPS: Final = Path(__file__).parents[2] / "shared" / "clips"
SHORT_SIDE: Final = 480
_DRAWN: Final = {
    "drawn": Dance(duration_s=8.0, seed=1, wobble=0.2),
    "drawn, one move": Dance(duration_s=8.0, seed=5, variety=1, wobble=0.3),
    "drawn, jerky": Dance(duration_s=8.0, seed=3, jerkiness=0.8, wobble=0.2),
}
"""Each sways a little, as people do: without it a drawn dancer who repeats a move is a loop."""

Image = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Film:
    """A clip's pictures, RGB, all of one size, and how many are shown a second."""

    frames: tuple[Image, ...]
    fps: float


def read(path: Path, short_side: int = SHORT_SIDE) -> Film:
    """Read a clip, upright, scaled down to so many pixels on the shorter side."""
    frames, times = [], []
    for picture, time_s in decoded(path):
        rgb = np.rot90(picture.to_ndarray(format="rgb24"), k=round(picture.rotation / 90) % 4)
        scale = min(1.0, short_side / min(rgb.shape[:2]))
        width, height = (2 * round(side * scale / 2) for side in rgb.shape[1::-1])
        small = cv2.resize(np.ascontiguousarray(rgb), (width, height), interpolation=cv2.INTER_AREA)
        frames.append(np.asarray(small, dtype=np.uint8))
        times.append(time_s)
    return Film(tuple(frames), float(1 / np.median(np.diff(times))))


def write(path: Path, film: Film, *, crf: int = 23) -> Path:
    """Write a film as H.264 of a constant quality: 18 is hard to tell from the film, 32 is poor."""
    height, width = film.frames[0].shape[:2]
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w", format="mp4", options={"fflags": "+bitexact"}) as container:
        stream = container.add_stream("libx264", rate=Fraction(film.fps).limit_denominator(1001))
        if not isinstance(stream, VideoStream):
            raise TypeError("a film needs a stream of pictures")
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.options = {"crf": str(crf), "preset": "veryfast", "threads": "1"}
        for frame in film.frames:
            pixels = np.ascontiguousarray(frame)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode(None))
    return path


def sources() -> Iterator[tuple[str, Path]]:
    """Yield the clips to try things on: real ones where there are any, and drawn ones."""
    if SHARED_CLIPS.is_dir():
        for path in sorted(SHARED_CLIPS.glob("*.mp4")):
            yield path.stem, path
    for name, dance in _DRAWN.items():
        path = CACHE / "films" / f"{name}.mp4"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_clip(path, dance, Clip())
        yield name, path


def edited(path: Path, subject: str, name: str, edit: Callable[[Film], Film]) -> Path:
    """Return an edited version of a clip, made unless it is there from before."""
    target = CACHE / "films" / f"{subject}, {name}.mp4"
    return target if target.exists() else write(target, edit(read(path)), crf=26)


def say(words: str) -> None:
    """Write a line for whoever runs a benchmark."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def tracked(path: Path) -> PoseSequence:
    """Track a clip's dancer, or read the landmarks found in the same bytes before."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    stored = CACHE / "sequences" / POSE_VERSION / f"{digest}.npz"
    if stored.exists():
        return PoseSequence.from_bytes(stored.read_bytes())
    sequence = extract(path, model_path=MODEL, video_sha256=digest)
    stored.parent.mkdir(parents=True, exist_ok=True)
    stored.write_bytes(sequence.to_bytes())
    return sequence


def measured(path: Path) -> ClipTraits:
    """Measure a clip's pictures, or read what was measured on the same bytes before."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    stored = CACHE / "traits" / str(FORMAT_VERSION) / f"{digest}.json"
    if stored.exists():
        return ClipTraits.from_bytes(stored.read_bytes())
    found = observed(path)
    stored.parent.mkdir(parents=True, exist_ok=True)
    stored.write_bytes(found.to_bytes())
    return found


def decoded(path: Path) -> Iterator[tuple[av.VideoFrame, float]]:
    """Yield the pictures with their times after the first, in seconds."""
    with opened(path) as video:
        start: int | None = None
        for picture in _pictures(video.packets()):
            if picture.pts is not None:
                start = picture.pts if start is None else start
                yield picture, (picture.pts - start) * video.tick_s


def _pictures(packets: "Iterable[av.Packet[VideoStream]]") -> Iterator[av.VideoFrame]:
    for packet in packets:
        yield from pictures(packet)
