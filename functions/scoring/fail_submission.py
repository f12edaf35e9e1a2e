"""FailSubmission: tell the dancer why there is no score."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger, single_metric
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.scoring.contracts import FailedClip
from functions.scoring.rejecting import faults_named
from functions.scoring.wiring import now, services
from idance.domain.ids import reference_of_key, session_of_video_key
from idance.domain.rejections import ClipRejectedError, RejectionCode

logger = Logger()


@logger.inject_lambda_context(clear_state=True)
def lambda_handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Keep the reason, on the session and on the submission if it is there, or on the demo video.

    Raises
    ------
    TransientError
        Trying again helps.
    """
    clip = FailedClip.model_validate(event)
    rejection = clip.error.rejection
    logger.append_keys(session_id=session_of_video_key(clip.key), reason=str(rejection))
    if rejection.code is RejectionCode.SCORING_FAILED:
        logger.error("our fault", extra={"error": clip.error.error, "cause": clip.error.cause})
    with faults_named():
        _tell(clip, rejection)
    with single_metric("ClipsFailed", MetricUnit.Count, 1) as metric:
        metric.add_dimension("reason", rejection.code)
    return clip.document()


def _tell(clip: FailedClip, rejection: ClipRejectedError) -> None:
    session_id, told = session_of_video_key(clip.key), (rejection.code, rejection.reason)
    if session_id is not None:
        services().scoring.reject(session_id, *told, now=now())
    elif reference_of_key(clip.key):
        services().references.reject(clip.key, *told, now=now())
