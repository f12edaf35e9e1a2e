"""ExtractPose: the dancer's landmarks into S3, once for the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.scoring.clip_file import downloaded
from functions.scoring.contracts import EnteredClip, PosedClip, ProbedClip
from functions.scoring.rejecting import faults_named
from functions.scoring.wiring import Services, now, services
from idance.domain.ids import pose_key, traits_key
from pose.clip.observing import observed
from pose.clip.traits import FORMAT_VERSION
from pose.tracker.estimator import POSE_VERSION, extract

logger = Logger()


@logger.inject_lambda_context(clear_state=True)
def lambda_handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Extract the pose and measure the pictures, unless S3 has both; find out what it is for.

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
    key = _pose_key(clip)
    if using.media.pose_exists(_traits_key(key)) and using.media.pose_exists(key):
        logger.info("pose known", extra={"pose": key})
        return PosedClip(**clip.model_dump(by_alias=False), pose_file_key=key)
    return _extracted(clip, using)


def _extracted(clip: ProbedClip, using: Services) -> PosedClip:
    """Return the clip as it is by now: the dancer may have uploaded another one meanwhile."""
    with downloaded(using.media, clip.key) as file:
        sequence = extract(
            file.path,
            model_path=using.model_path,
            video_sha256=file.sha256,
            on_progress=_progress_logged(),
        )
        traits = observed(file.path)
    seen = clip.model_copy(update={"etag": file.etag, "video_sha256": file.sha256})
    key = _pose_key(seen)
    using.media.write_pose(_traits_key(key), traits.to_bytes())
    using.media.write_pose(key, sequence.to_bytes())
    return PosedClip(**seen.model_dump(by_alias=False), pose_file_key=key)


def _pose_key(clip: ProbedClip) -> str:
    return pose_key(pose_version=POSE_VERSION, video_sha256=clip.video_sha256)


def _traits_key(key: str) -> str:
    return traits_key(key, traits_version=FORMAT_VERSION)


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
    told = 0

    def on_progress(share: float) -> None:
        nonlocal told
        quarters = int(share * 4)
        if quarters > told:
            told = quarters
            logger.info("extracting", extra={"share": quarters / 4})

    return on_progress
