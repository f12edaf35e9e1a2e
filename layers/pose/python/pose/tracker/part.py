"""A segment's part of a clip, as it waits for the others."""

import io
from typing import Final
from zipfile import BadZipFile
from zlib import error as ZlibError  # noqa: N812  an error is named like one here

import numpy as np

from pose.clip.thumbnail import Thumbnails
from pose.errors import UnreadablePoseError
from pose.sequence import PoseSequence
from pose.tracker.segments import Part, Segment

_UNREADABLE: Final = (BadZipFile, EOFError, KeyError, OSError, TypeError, ValueError, ZlibError)


def stored(part: Part) -> bytes:
    """Return a part's bytes: about 150 kB for a second of the clip, and gone within days."""
    file = io.BytesIO()
    pose = part.sequence.to_bytes() if part.sequence else b""
    np.savez_compressed(
        file,
        segment=np.array(part.segment),
        offset_s=np.array(part.offset_s),
        pose=np.frombuffer(pose, np.uint8),
        times=part.thumbnails.times,
        # A picture differs little from the one before; integers wrap around, nothing is lost.
        changes=np.diff(part.thumbnails.steps, axis=0, prepend=np.uint16(0)),
    )
    return file.getvalue()


def restored(data: bytes) -> Part:
    """Read a part's bytes.

    Raises
    ------
    UnreadablePoseError
        If they are anything else.
    """
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as held:
            pose = held["pose"].tobytes()
            return Part(
                segment=Segment(*(float(time_s) for time_s in held["segment"])),
                offset_s=float(held["offset_s"]),
                sequence=PoseSequence.from_bytes(pose) if pose else None,
                thumbnails=Thumbnails(
                    held["times"], np.cumsum(held["changes"], axis=0, dtype=np.uint16)
                ),
            )
    except _UNREADABLE as error:
        raise UnreadablePoseError(f"not a part of a clip: {error}") from error
