"""Takes of one clip: the same film in files that are not the same bytes.

A clip can be entered once. On a stage that is kept running the same people dance again, so each
time they bring a take of their own.
"""

from __future__ import annotations

_KINDS = {b"ftyp", b"wide", b"moov"}
_HEADER = 8


def take(clip: bytes, *, name: str) -> bytes:
    """Return a clip with its take's name in a box that players pass over.

    Only MP4 and QuickTime files have such boxes; anything else is returned as it is.
    """
    if clip[4:_HEADER] not in _KINDS:
        return clip
    said = name.encode()
    return clip + (_HEADER + len(said)).to_bytes(4) + b"free" + said
