"""CompleteSubmission: the score onto the session, and onto the submission if it is there."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger, single_metric
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.scoring.contracts import ScoredClip
from functions.scoring.rejecting import faults_named
from functions.scoring.wiring import now, services

logger = Logger()


@logger.inject_lambda_context(clear_state=True)
def lambda_handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Keep the score; with a submission there follow stats, badges and the dancer's answer.

    Raises
    ------
    TransientError
        Trying again helps, and continues where this stopped.
    """
    clip = ScoredClip.model_validate(event)
    logger.append_keys(session_id=clip.session_id, challenge_id=clip.challenge_id)
    with faults_named():
        submission = services().scoring.complete(
            clip.session_id,
            clip.challenge_id,
            clip.score,
            now=now(),
        )
    logger.info("complete", extra={"submission_id": submission.id if submission else None})
    with single_metric("ClipsScored", MetricUnit.Count, 1) as metric:
        metric.add_metadata("session_id", clip.session_id)
    return clip.document()
