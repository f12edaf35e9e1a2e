"""The bytes that a clip's traits are stored as: JSON, with sorted keys."""

import json
from dataclasses import asdict
from typing import Any, Final

import numpy as np

from pose.clip.camera import CameraMotion
from pose.clip.repetition import Repetition
from pose.clip.traits import ClipTraits
from pose.errors import UnreadablePoseError

FORMAT_VERSION: Final = 2


def stored(traits: ClipTraits) -> bytes:
    """Return the stored form: equal traits give equal bytes."""
    fields = asdict(traits) | {
        "format_version": FORMAT_VERSION,
        "hashes": traits.hashes.astype(">u8").tobytes().hex(),
    }
    return json.dumps(fields, sort_keys=True, allow_nan=False).encode()


def restored(data: bytes) -> ClipTraits:
    """Read the stored form.

    Raises
    ------
    UnreadablePoseError
        If the bytes are anything but traits of this format version.
    """
    try:
        fields: dict[str, Any] = json.loads(data)
        if fields["format_version"] != FORMAT_VERSION:
            raise UnreadablePoseError("traits stored in another format version")
        hashes = np.frombuffer(bytes.fromhex(fields["hashes"]), dtype=">u8")
        return ClipTraits(
            rate=float(fields["rate"]),
            change=float(fields["change"]),
            duplicates=float(fields["duplicates"]),
            camera=CameraMotion(**fields["camera"]),
            loop=Repetition(**fields["loop"]),
            boomerang=Repetition(**fields["boomerang"]),
            hashes=hashes.astype(np.uint64),
        )
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise UnreadablePoseError(f"not the traits of a clip: {error}") from error
