"""ExtractPose: the dancer's landmarks into S3, once for the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.scoring.clip_file import downloaded
from functions.scoring.contracts import EnteredClip, PosedClip, ProbedClip
from functions.scoring.rejecting import faults_named
from functions.scoring.wiring import Services, now, services
from idance.domain.ids import pose_key
from pose.estimator import POSE_VERSION, extract

PROGRESS_STEP: Final = 0.25

logger = Logger()


@logger.inject_lambda_context(clear_state=True)
def lambda_handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Extract the pose, unless S3 has it, and find out what the clip is for.

    Raises
    ------
    ClipRejectedError
        Nobody is seen in the clip, or it turns out to be damaged.
    TransientError
        Trying again helps.
    """
    clip = ProbedClip.model_validate(event)
    logger.append_keys(session_id=clip.session_id)
    with faults_named():
        return _entered(_posed(clip, services()), services()).document()


def _posed(clip: ProbedClip, using: Services) -> PosedClip:
    key = pose_key(pose_version=POSE_VERSION, video_sha256=clip.video_sha256)
    if using.media.pose_exists(key):
        logger.info("pose known", extra={"pose": key})
    else:
        key = _extracted(clip, using)
    return PosedClip(**clip.model_dump(by_alias=False), pose_file_key=key)


def _extracted(clip: ProbedClip, using: Services) -> str:
    """Return where the landmarks are; the dancer may have uploaded another clip by now."""
    with downloaded(using.media, clip.key) as file:
        sequence = extract(
            file.path,
            model_path=using.model_path,
            video_sha256=file.sha256,
            on_progress=_progress_logged(),
        )
    key = pose_key(pose_version=POSE_VERSION, video_sha256=file.sha256)
    using.media.write_pose(key, sequence.to_bytes())
    return key


def _entered(clip: PosedClip, using: Services) -> PosedClip:
    """Return the clip with its challenge: whoever submits it later finds it analysed."""
    session = using.scoring.pose_extracted(
        clip.session_id,
        pose_file_key=clip.pose_file_key,
        now=now(),
    )
    if session.challenge_id is None:
        return clip
    return EnteredClip(**clip.model_dump(by_alias=False), challenge_id=session.challenge_id)


def _progress_logged() -> Callable[[float], None]:
    """Return what logs a line at each quarter of the way."""
    steps = iter(range(1, round(1 / PROGRESS_STEP) + 1))
    ahead = next(steps)

    def on_progress(share: float) -> None:
        nonlocal ahead
        if share >= ahead * PROGRESS_STEP:
            logger.info("extracting", extra={"share": round(share, 2)})
            ahead = next(steps, ahead + 1)

    return on_progress
