"""The beats of a clip's own sound, as they are kept beside its landmarks."""

import json
from typing import Any, Final

import numpy as np

from pose.errors import UnreadablePoseError
from pose.sound.beat_grid import BeatGrid

FORMAT_VERSION: Final = 1
"""Changes whenever the same sound would give other beats."""


def stored(beats: BeatGrid | None) -> bytes:
    """Return the stored form: equal beats give equal bytes, and no beats are something, too."""
    heard = (
        None
        if beats is None
        else {
            "times": [round(float(time), 4) for time in beats.times],
            "bpm": round(beats.bpm, 4),
            "confidence": round(beats.confidence, 4),
            "octaves_bpm": [round(bpm, 4) for bpm in beats.octaves_bpm],
        }
    )
    fields = {"format_version": FORMAT_VERSION, "heard": heard}
    return json.dumps(fields, sort_keys=True, allow_nan=False).encode()


def restored(data: bytes) -> BeatGrid | None:
    """Read the stored form; None if the clip has no beat to be heard.

    Raises
    ------
    UnreadablePoseError
        If the bytes are anything else, or of another format version.
    """
    try:
        fields: dict[str, Any] = json.loads(data)
        if fields["format_version"] != FORMAT_VERSION:
            raise UnreadablePoseError("beats stored in another format version")
        heard = fields["heard"]
        if heard is None:
            return None
        return BeatGrid(
            times=np.array(heard["times"], np.float64),
            bpm=float(heard["bpm"]),
            confidence=float(heard["confidence"]),
            octaves_bpm=tuple(float(bpm) for bpm in heard["octaves_bpm"]),
        )
    except (LookupError, TypeError, ValueError) as error:
        raise UnreadablePoseError(f"not the beats of a clip: {error}") from error
