"""A clip's landmarks over time, and the bytes they are stored as.

The stored form is an npz archive of four integer arrays, each holding the change from frame to
frame, and a JSON header. Integers make equal sequences equal bytes, changes make them small (about
0.3 kB a frame); the quanta are a tenth of the landmark model's own noise or less.
"""

import io
import json
import struct
import tokenize
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from pose.errors import UnreadablePoseError
from pose.landmarks import LANDMARK_COUNT

FloatArray = npt.NDArray[np.float64]

FORMAT_VERSION: Final = 2
IMAGE_QUANTUM: Final = 1 / 8192
"""Step of stored image coordinates, in frame widths or heights; reaches four frames out."""
WORLD_QUANTUM: Final = 1e-4
"""Step of stored world coordinates, in metres; reaches 3.2 m."""

_MISSING: Final = np.iinfo(np.int16).min
_VISIBILITY_STEPS: Final = 255
_LARGEST: Final = 64 * 2**20
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_UNREADABLE: Final = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    tokenize.TokenError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What the zip, npy and JSON readers raise when they are fed something else."""


@dataclass(frozen=True, slots=True, eq=False)
class PoseSequence:
    """Landmarks of one dancer in the sampled frames of one clip.

    Attributes
    ----------
    timestamps
        Shape (T,), seconds, true presentation times, strictly increasing, the first is 0.
    image
        Shape (T, 33, 3), fractions of the upright frame: x to the right, y down, both in [0, 1]
        inside the frame and beyond it outside; z is depth on x's scale, smaller is nearer.
        Not a number where nobody was found.
    world
        Shape (T, 33, 3), metres, origin between the hips, y down. Not a number where nobody was
        found.
    visibility
        Shape (T, 33), in [0, 1]; 0 where nobody was found.
    width, height
        Pixels of the upright frame of the source.
    native_fps
        Frames per second of the source, from its presentation times.
    duration_s
        Length of the source in seconds.
    video_sha256
        Digest of the video file, in hexadecimal.
    pose_version
        Version of the extraction that found the landmarks.
    people
        1, or 2 where somebody else was seen beside the dancer who was followed.

    Raises
    ------
    ValueError
        If shapes disagree or the timestamps do not increase from zero.
    """

    timestamps: FloatArray
    image: FloatArray
    world: FloatArray
    visibility: FloatArray
    width: int
    height: int
    native_fps: float
    duration_s: float
    video_sha256: str
    pose_version: str
    people: int = 1

    def __post_init__(self) -> None:
        frames = len(self.timestamps)
        shapes = (self.timestamps.shape, self.image.shape, self.world.shape, self.visibility.shape)
        space = (frames, LANDMARK_COUNT, 3)
        if shapes != ((frames,), space, space, (frames, LANDMARK_COUNT)):
            raise ValueError(f"shapes of a pose sequence disagree: {shapes}")
        if frames == 0 or self.timestamps[0] != 0 or not np.all(np.diff(self.timestamps) > 0):
            raise ValueError("timestamps must increase strictly from zero")

    def to_bytes(self) -> bytes:
        """Return the stored form: equal sequences give equal bytes."""
        header = {
            "format_version": FORMAT_VERSION,
            "pose_version": self.pose_version,
            "video_sha256": self.video_sha256,
            "width": self.width,
            "height": self.height,
            "native_fps": self.native_fps,
            "duration_s": self.duration_s,
            "people": self.people,
        }
        visibility = np.rint(np.clip(self.visibility, 0, 1) * _VISIBILITY_STEPS).astype(np.uint8)
        return _packed(
            {
                "header.json": json.dumps(header, sort_keys=True, allow_nan=False).encode(),
                "timestamps.npy": _written(np.rint(self.timestamps * 1e6).astype(np.int64)),
                "image.npy": _written(_quantised(self.image, IMAGE_QUANTUM)),
                "world.npy": _written(_quantised(self.world, WORLD_QUANTUM)),
                "visibility.npy": _written(visibility),
            }
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> "PoseSequence":
        """Read the stored form.

        Raises
        ------
        UnreadablePoseError
            If the bytes are anything but a pose sequence of this format version.
        """
        try:
            files = _unpacked(data)
            header = json.loads(files["header.json"])
            if header["format_version"] != FORMAT_VERSION:
                raise UnreadablePoseError("stored in another format version")
            return cls(
                timestamps=_read(files["timestamps.npy"], np.int64) / 1e6,
                image=_restored(_read(files["image.npy"], np.int16), IMAGE_QUANTUM),
                world=_restored(_read(files["world.npy"], np.int16), WORLD_QUANTUM),
                visibility=_read(files["visibility.npy"], np.uint8) / _VISIBILITY_STEPS,
                width=int(header["width"]),
                height=int(header["height"]),
                native_fps=float(header["native_fps"]),
                duration_s=float(header["duration_s"]),
                video_sha256=str(header["video_sha256"]),
                pose_version=str(header["pose_version"]),
                people=int(header["people"]),
            )
        except _UNREADABLE as error:
            raise UnreadablePoseError(f"not a pose sequence: {error}") from error


def _quantised(values: FloatArray, quantum: float) -> npt.NDArray[np.int16]:
    """Round to the quantum; what is not a number becomes the one value kept for it."""
    limit = np.iinfo(np.int16).max
    steps = np.clip(np.rint(values / quantum), -limit, limit)
    return np.where(np.isnan(values), _MISSING, steps).astype(np.int16)


def _restored(steps: npt.NDArray[np.int16], quantum: float) -> FloatArray:
    return np.where(steps == _MISSING, np.nan, steps * quantum)


def _written(steps: npt.NDArray[Any]) -> bytes:
    """Store the changes from frame to frame; integers wrap around, so nothing is lost."""
    file = io.BytesIO()
    changes = np.diff(steps, axis=0, prepend=np.zeros_like(steps[:1]))
    np.lib.format.write_array(file, changes, allow_pickle=False)
    return file.getvalue()


def _read(file: bytes, kind: type[np.integer[Any]]) -> npt.NDArray[Any]:
    changes = np.lib.format.read_array(io.BytesIO(file), allow_pickle=False)
    if changes.dtype != kind:
        raise UnreadablePoseError(f"integers of an unknown kind: {changes.dtype}")
    return np.cumsum(changes, axis=0, dtype=kind)


def _packed(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            # The archive would otherwise carry the time and the platform of writing.
            info = zipfile.ZipInfo(name, date_time=_EPOCH)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
            archive.writestr(info, content)
    return buffer.getvalue()


def _unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sizes = [info.file_size for info in archive.infolist()]
        if sum(sizes) > _LARGEST:
            raise UnreadablePoseError("larger than any clip's pose sequence")
        return {name: archive.read(name) for name in archive.namelist()}
