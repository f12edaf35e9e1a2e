"""Why a clip could not be scored: stable codes, and what a dancer is told."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class RejectionCode(StrEnum):
    """Reasons on the dancer's side, and one on ours (SCORING_FAILED)."""

    EMPTY_FILE = "EMPTY_FILE"
    NOT_A_VIDEO = "NOT_A_VIDEO"
    NO_VIDEO_STREAM = "NO_VIDEO_STREAM"
    VIDEO_TRUNCATED = "VIDEO_TRUNCATED"
    UNSUPPORTED_CODEC = "UNSUPPORTED_CODEC"
    UNSUPPORTED_RESOLUTION = "UNSUPPORTED_RESOLUTION"
    VIDEO_TOO_SHORT = "VIDEO_TOO_SHORT"
    VIDEO_TOO_LONG = "VIDEO_TOO_LONG"
    VIDEO_TOO_LARGE = "VIDEO_TOO_LARGE"
    NO_PERSON = "NO_PERSON"
    CANNOT_SCORE = "CANNOT_SCORE"
    UPLOAD_MISSING = "UPLOAD_MISSING"
    SCORING_FAILED = "SCORING_FAILED"


_MESSAGES = {
    RejectionCode.EMPTY_FILE: "The file you uploaded is empty. Please upload your clip again.",
    RejectionCode.NOT_A_VIDEO: "We could not read this file as a video. "
    "Please film your dance with the camera and upload the clip itself.",
    RejectionCode.NO_VIDEO_STREAM: "This file has sound but no picture. Please upload a video.",
    RejectionCode.VIDEO_TRUNCATED: "The video breaks off in the middle, as if the upload had been "
    "cut. Please upload it again.",
    RejectionCode.UNSUPPORTED_CODEC: "This video format is not supported. "
    "Please upload an MP4, MOV or WebM from your camera.",
    RejectionCode.UNSUPPORTED_RESOLUTION: "The picture is too small or too large. "
    "Please film in 720p or 1080p.",
    RejectionCode.VIDEO_TOO_SHORT: "The clip is shorter than 3 seconds. "
    "Please dance a little longer.",
    RejectionCode.VIDEO_TOO_LONG: "The clip is longer than 60 seconds. Please trim it.",
    RejectionCode.VIDEO_TOO_LARGE: "The file is larger than 100 MB. "
    "Please film in 720p or trim the clip.",
    RejectionCode.NO_PERSON: "We could not find a dancer in the clip. Please make sure your whole "
    "body is in the picture and well lit.",
    RejectionCode.CANNOT_SCORE: "We could not see enough of your dance to score it fairly. "
    "Please film your whole body with a steady camera at 24 frames per second or more.",
    RejectionCode.UPLOAD_MISSING: "Your clip never arrived. Please start again and upload it.",
    RejectionCode.SCORING_FAILED: "Something went wrong on our side while scoring your clip. "
    "Nothing was lost: please submit it again.",
}


def message_for(code: RejectionCode, reason: str | None = None) -> str:
    """Return the sentence a dancer reads for a code, and for what was found in the clip itself."""
    return f"We could not score this clip fairly: {reason}." if reason else _MESSAGES[code]


class ClipRejectedError(Exception):
    """A clip cannot be scored for a reason on the dancer's side; trying again will not help.

    Its text is ``CODE`` or ``CODE: reason``: the state machine carries it to ``FailSubmission``,
    where `from_text` reads it again.

    Parameters
    ----------
    code : RejectionCode
        Which kind of fault.
    reason : str, optional
        What was found in this very clip, as the dancer is told: part of a sentence.
    """

    def __init__(self, code: RejectionCode, reason: str | None = None) -> None:
        super().__init__(f"{code.value}: {reason}" if reason else code.value)
        self.code = code
        self.reason = reason

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Return the error that has this text.

        Raises
        ------
        ValueError
            If none has.
        """
        code, _, reason = text.partition(": ")
        return cls(RejectionCode(code), reason or None)
