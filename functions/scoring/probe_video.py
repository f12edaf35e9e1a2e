"""ProbeVideo: is it a clip, whose is it, and can it be scored at all?"""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.scoring.clip_file import downloaded
from functions.scoring.contracts import ProbedClip, UploadedClip, VideoFacts
from functions.scoring.rejecting import faults_named
from functions.scoring.wiring import Services, now, services
from idance.domain.errors import NotFoundError
from idance.domain.ids import reference_of_key, session_of_video_key
from idance.domain.rejections import ClipRejectedError, RejectionCode
from idance.domain.session import Session
from pose.clip.video import probe
from pose.tracker.segments import plan

logger = Logger()


@logger.inject_lambda_context(clear_state=True)
def lambda_handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Open the dancer's session and look at the clip; a demo video has none.

    Raises
    ------
    ClipRejectedError
        The clip cannot be scored, or belongs to no session that waits for one.
    ClipReplacedError
        Another clip is being uploaded in its place.
    TransientError
        Trying again helps.
    """
    clip = UploadedClip.model_validate(event)
    with faults_named():
        probed = _probed(clip, services())
    logger.info("probed", extra={"video": probed.video.model_dump()})
    return probed.document()


def _probed(clip: UploadedClip, using: Services) -> ProbedClip:
    session_id = None if reference_of_key(clip.key) else _begun(clip, using).id
    with downloaded(using.media, clip.key) as file:
        video = VideoFacts(**probe(file.path)._asdict())
        known = using.poses.are_known(file.sha256)
        return ProbedClip(
            bucket=clip.bucket,
            key=clip.key,
            session_id=session_id,
            etag=file.etag,
            video_sha256=file.sha256,
            video=video,
            segments=() if known else tuple(range(len(plan(video.duration_s)))),
        )


def _begun(clip: UploadedClip, using: Services) -> Session:
    """Return the clip's session, which takes part in the rest; no other clip does."""
    session_id = session_of_video_key(clip.key)
    logger.append_keys(session_id=session_id)
    try:
        session = using.scoring.begin(session_id or "", now=now())
    except NotFoundError as error:
        logger.warning("no session waits for this clip", extra={"key": clip.key})
        raise ClipRejectedError(RejectionCode.UPLOAD_MISSING) from error
    if session.is_spent:
        code = session.rejection or RejectionCode.UPLOAD_MISSING
        raise ClipRejectedError(code, session.rejection_reason)
    return session
