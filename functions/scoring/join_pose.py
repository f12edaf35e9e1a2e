"""JoinPose: the segments of a clip become its landmarks, and the clip finds its challenge."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.scoring.contracts import EnteredClip, PosedClip, ProbedClip
from functions.scoring.pose_files import pose_file_key
from functions.scoring.rejecting import faults_named
from functions.scoring.wiring import Services, now, services
from pose.tracker.segments import join, traits_of

logger = Logger()


@logger.inject_lambda_context(clear_state=True)
def lambda_handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Join what was found in the segments, unless S3 has it; find out what the clip is for.

    Raises
    ------
    ClipRejectedError
        Nobody is seen in the clip.
    TransientError
        Trying again helps.
    """
    clip = ProbedClip.model_validate(event)
    logger.append_keys(session_id=clip.session_id)
    with faults_named():
        return _entered(_posed(clip, services()), services()).document()


def _posed(clip: ProbedClip, using: Services) -> PosedClip:
    key = pose_file_key(clip.video_sha256)
    if clip.segments and not using.poses.are_known(clip.video_sha256):
        parts = using.poses.parts(clip.video_sha256, len(clip.segments))
        using.poses.write(join(parts), traits_of(parts))
    else:
        logger.info("pose known", extra={"pose": key})
    return PosedClip(**clip.model_dump(by_alias=False), pose_file_key=key)


def _entered(clip: PosedClip, using: Services) -> PosedClip:
    """Return the clip with its challenge: whoever submits it later finds it analysed."""
    if clip.session_id is None:
        return clip
    session = using.scoring.pose_extracted(
        clip.session_id,
        pose_file_key=clip.pose_file_key,
        now=now(),
    )
    if session.challenge_id is None:
        return clip
    return EnteredClip.model_validate(
        clip.model_dump(by_alias=False) | {"challenge_id": session.challenge_id}
    )
