"""Takes: clips to score, drawn or edited when first wanted, tracked once and kept as landmarks."""

import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.clips import CACHE, MODEL
from benchmarks.pose_run import naive
from benchmarks.scoring.edits import EDITS, edited
from local.drawn_dancer import Clip, Dance, write_clip
from pose.clip.video import probe
from pose.errors import ClipError
from pose.sequence import PoseSequence
from pose.tracker.estimator import extract
from pose.tracker.version import POSE_VERSION

LANDMARKS: Final = CACHE / "takes" / POSE_VERSION


@dataclass(frozen=True, slots=True)
class Drawn:
    """A take of the drawn dancer."""

    dance: Dance
    clip: Clip
    every_frame: bool = False

    @property
    def key(self) -> str:
        """What the landmarks depend on: the numbers, and the program that draws."""
        return f"{self.dance}{self.clip}{self.every_frame}{_program('local.drawn_dancer')}"

    def write(self, path: Path) -> None:
        """Draw it."""
        write_clip(path, self.dance, self.clip)


@dataclass(frozen=True, slots=True)
class Edited:
    """A take of a real clip: as it is, or after one of `EDITS`."""

    source: Path
    edit: str = ""
    every_frame: bool = False

    @property
    def key(self) -> str:
        """What the landmarks depend on: the clip's bytes, the edit, and the program that edits."""
        program = _program("benchmarks.scoring.edits") if self.edit else ""
        return f"{_digest(self.source.read_bytes())}{self.edit}{self.every_frame}{program}"

    def write(self, path: Path) -> None:
        """Edit it; as it is, it keeps its bytes."""
        if self.edit:
            edited(self.source, path, EDITS[self.edit])
        else:
            path.write_bytes(self.source.read_bytes())


Take = Drawn | Edited


def landmarks(take: Take) -> PoseSequence | str:
    """Return a take's landmarks, or the code of why it has none."""
    path = _stored(take)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_tracked(take))
    data = path.read_bytes()
    return PoseSequence.from_bytes(data) if data.startswith(b"PK") else data.decode()


def tracked_all(takes: Sequence[Take], jobs: int) -> Iterator[int]:
    """Track what was not tracked before, and say after each how many are left."""
    left = [take for take in dict.fromkeys(takes) if not _stored(take).exists()]
    yield len(left)
    if left:
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            for done, _ in enumerate(pool.map(_track, left), start=1):
                yield len(left) - done


def _track(take: Take) -> None:
    landmarks(take)


def _tracked(take: Take) -> bytes:
    with TemporaryDirectory() as folder:
        clip = Path(folder) / "take.mp4"
        try:
            take.write(clip)
            digest = _digest(clip.read_bytes())
            if take.every_frame:
                return naive(clip, probe(clip)).to_bytes()
            return extract(clip, model_path=MODEL, video_sha256=digest).to_bytes()
        except ClipError as error:
            return error.code.encode()


def _stored(take: Take) -> Path:
    return LANDMARKS / f"{_digest(take.key.encode())}.npz"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@cache
def _program(name: str) -> str:
    """Return the digest of a module's or a package's source."""
    found = find_spec(name)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(name)
    path = Path(found.origin)
    files = sorted(path.parent.glob("*.py")) if path.name == "__init__.py" else [path]
    return _digest(b"".join(file.read_bytes() for file in files))
