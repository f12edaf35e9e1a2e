"""What can go wrong between a clip and its score.

::

    PoseError
    ├── ClipError                     the clip's own fault; `code` says which
    │   ├── EmptyFileError            EMPTY_FILE
    │   ├── NotAVideoError            NOT_A_VIDEO
    │   ├── NoVideoStreamError        NO_VIDEO_STREAM
    │   ├── TruncatedVideoError       VIDEO_TRUNCATED
    │   ├── UnsupportedCodecError     UNSUPPORTED_CODEC
    │   ├── UnsupportedResolutionError UNSUPPORTED_RESOLUTION
    │   ├── TooShortError             VIDEO_TOO_SHORT
    │   ├── TooLongError              VIDEO_TOO_LONG
    │   ├── NoPersonError             NO_PERSON
    │   └── CannotScoreError          CANNOT_SCORE
    ├── UnreadablePoseError           stored bytes are not a pose sequence
    └── MissingLibraryError           the machine lacks a native library
"""

from typing import ClassVar


class PoseError(Exception):
    """Base of every error this package raises on purpose."""


class ClipError(PoseError):
    """The clip cannot be scored, and trying again with the same bytes will not help."""

    code: ClassVar[str]


class EmptyFileError(ClipError):
    """The file holds no bytes."""

    code = "EMPTY_FILE"


class NotAVideoError(ClipError):
    """No container known to the decoder."""

    code = "NOT_A_VIDEO"


class NoVideoStreamError(ClipError):
    """A container without pictures, such as audio only."""

    code = "NO_VIDEO_STREAM"


class TruncatedVideoError(ClipError):
    """Far fewer frames can be decoded than the container announces."""

    code = "VIDEO_TRUNCATED"


class UnsupportedCodecError(ClipError):
    """Pictures in a codec outside the allowlist, such as a renamed photo."""

    code = "UNSUPPORTED_CODEC"


class UnsupportedResolutionError(ClipError):
    """Too small to see a person in, too large to decode safely, or an absurd frame rate."""

    code = "UNSUPPORTED_RESOLUTION"


class TooShortError(ClipError):
    """Shorter than any dance worth a score."""

    code = "VIDEO_TOO_SHORT"


class TooLongError(ClipError):
    """Longer than a challenge allows."""

    code = "VIDEO_TOO_LONG"


class NoPersonError(ClipError):
    """Nobody is seen for long enough."""

    code = "NO_PERSON"


class CannotScoreError(ClipError):
    """A person is seen, but too little of the dance to give an honest score.

    Parameters
    ----------
    reason
        What was missing, for the log and for the dancer's message.
    """

    code = "CANNOT_SCORE"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class UnreadablePoseError(PoseError):
    """Bytes that are not a pose sequence this version can read."""


class MissingLibraryError(PoseError):
    """A native library cannot be loaded on this machine."""
