"""What the machine itself must bring, checked before anything is started."""

from __future__ import annotations

import ctypes
import sys
from typing import Final

_GRAPHICS: Final = {"libEGL.so.1": "libegl1", "libGLESv2.so.2": "libgles2"}
"""MediaPipe's libraries, and the Debian packages that hold them."""


class MissingLibraryError(Exception):
    """MediaPipe cannot run here; the text says what to install."""


def check_machine() -> None:
    """Make sure MediaPipe finds its graphics libraries.

    Raises
    ------
    MissingLibraryError
        If one is missing.
    """
    if not sys.platform.startswith("linux"):
        return
    missing = [package for name, package in _GRAPHICS.items() if not _loads(name)]
    if missing:
        raise MissingLibraryError(
            "MediaPipe needs graphics libraries that are not on this machine. On Debian or "
            f"Ubuntu: sudo apt-get install {' '.join(missing)}",
        )


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
