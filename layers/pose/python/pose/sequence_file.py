"""The bytes that a clip's landmarks are stored as.

An npz archive of four integer arrays, each holding the change from frame to frame, and a JSON
header. Integers make equal sequences equal bytes, changes make them small (about 0.3 kB a frame);
the quanta are a tenth of the landmark model's own noise or less.
"""

import io
import json
import struct
import tokenize
import zipfile
import zlib
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from pose.errors import UnreadablePoseError
from pose.sequence import FloatArray, PoseSequence

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


def stored(sequence: PoseSequence) -> bytes:
    """Return the stored form: equal sequences give equal bytes."""
    header = {
        "format_version": FORMAT_VERSION,
        "pose_version": sequence.pose_version,
        "video_sha256": sequence.video_sha256,
        "width": sequence.width,
        "height": sequence.height,
        "native_fps": sequence.native_fps,
        "duration_s": sequence.duration_s,
        "people": sequence.people,
    }
    visibility = np.rint(np.clip(sequence.visibility, 0, 1) * _VISIBILITY_STEPS).astype(np.uint8)
    return _packed(
        {
            "header.json": json.dumps(header, sort_keys=True, allow_nan=False).encode(),
            "timestamps.npy": _written(np.rint(sequence.timestamps * 1e6).astype(np.int64)),
            "image.npy": _written(_quantised(sequence.image, IMAGE_QUANTUM)),
            "world.npy": _written(_quantised(sequence.world, WORLD_QUANTUM)),
            "visibility.npy": _written(visibility),
        }
    )


def restored(data: bytes) -> PoseSequence:
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
        return PoseSequence(
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
