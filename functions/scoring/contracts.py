"""The state machine's document, as each state hands it to the next: small, keys into S3.

::

    UploadedClip      {bucket, key}                                  from EventBridge or the API
    └── ProbedClip    + sessionId, etag, videoSha256, video, segments    ProbeVideo
        ├── SegmentOfClip     what one of the segments needs             to ExtractSegment
        └── PosedClip     + poseFileKey                                  JoinPose, to KeepReference
            └── EnteredClip   + challengeId, if there is one             JoinPose
                └── ScoredClip    + score                                ScoreSubmission
    FailedClip        any of them + error                                a Catch
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final

from pydantic import Field

from idance.domain.model import Model
from idance.domain.rejections import ClipRejectedError, RejectionCode
from idance.domain.score import Score

_REJECTED: Final = ClipRejectedError.__name__


class TransientError(Exception):
    """A part of AWS is away for the moment: the state machine tries again."""


class UnderWayError(Exception):
    """An attempt at the challenge is being scored: what stands is compared when it has ended."""


class ClipReplacedError(Exception):
    """Another clip has been uploaded in the place of the one that was probed: probe again."""


class State(Model):
    """A state's document."""

    def document(self) -> dict[str, Any]:
        """Return it as the JSON the next state gets; what is absent is left out."""
        return self.model_dump(mode="json", exclude_none=True)


class UploadedClip(State):
    """A clip has arrived."""

    bucket: str
    key: str


class VideoFacts(Model):
    """What the container says of the video: display pixels, seconds, frames per second."""

    width: int
    height: int
    rotation: int
    duration_s: float
    fps: float
    codec: str


class ProbedClip(UploadedClip):
    """The clip is a video that can be scored.

    Attributes
    ----------
    session_id : str, optional
        Whose clip it is; a demo video has none.
    etag : str
        Of the bytes that were probed; another one later means another upload.
    segments : tuple of int
        Indices of the segments to be extracted: none if the landmarks are known already.
    """

    session_id: str | None = None
    etag: str
    video_sha256: str
    video: VideoFacts
    segments: tuple[int, ...]


class SegmentOfClip(UploadedClip):
    """One of the segments of a probed clip, to be extracted by itself."""

    etag: str
    video_sha256: str
    video: VideoFacts
    segment: int


class SegmentJob(State):
    """A segment that waits in a queue for a worker; the token is whom to answer."""

    task_token: str
    clip: SegmentOfClip


class PosedClip(ProbedClip):
    """The dancer's landmarks are in S3."""

    pose_file_key: str


class EnteredClip(PosedClip):
    """The clip is for a challenge."""

    session_id: str
    challenge_id: str


class ScoredClip(EnteredClip):
    """The clip has its score in the challenge."""

    score: Score


class CaughtError(Model):
    """An error as Step Functions hands it to a Catch."""

    error: str = Field(alias="Error")
    cause: str = Field("", alias="Cause")

    @property
    def rejection(self) -> ClipRejectedError:
        """The dancer's fault; whatever is not one is ours."""
        if self.error == _REJECTED:
            with suppress(ValueError):
                told = _Rejected.model_validate_json(self.cause)
                return ClipRejectedError.from_text(told.error_message)
        return ClipRejectedError(RejectionCode.SCORING_FAILED)


class _Rejected(Model):
    """What Lambda says of a `ClipRejectedError`."""

    error_message: str


class FailedClip(UploadedClip):
    """Some state failed on the clip."""

    error: CaughtError
