"""The same film in a file that is not the same bytes: what a thief uploads who knows a little."""

from __future__ import annotations

_KINDS = {b"ftyp", b"wide", b"moov"}
_HEADER = 8


def take(clip: bytes, *, name: str) -> bytes:
    """Return a clip with a name in a box that players pass over.

    Only MP4 and QuickTime files have such boxes; anything else is returned as it is.
    """
    if clip[4:_HEADER] not in _KINDS:
        return clip
    said = name.encode()
    return clip + (_HEADER + len(said)).to_bytes(4) + b"free" + said
