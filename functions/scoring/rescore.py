"""Rescore: a submission's stored landmarks under the scoring version of today; no video is read."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.scoring.analysing import analysis_of
from functions.scoring.rejecting import faults_named
from functions.scoring.score_submission import judged, judgement_on, score_of, whole_brief
from functions.scoring.wiring import Services, now, services
from idance.domain.errors import NotFoundError
from idance.domain.model import Model
from idance.domain.score import Score
from idance.domain.submission import Submission, SubmissionStatus
from pose.preprocessing.preparing import prepare
from pose.scoring import score

logger = Logger()


class RescoreOrder(Model):
    """Which submission; a dry run only says what would become of it."""

    submission_id: str
    dry_run: bool = False


class RescoreOutcome(Model):
    """A submission's score before and after."""

    submission_id: str
    status: SubmissionStatus
    before: float
    after: float
    version_before: str
    version_after: str


@logger.inject_lambda_context(clear_state=True)
def lambda_handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Score a submission again; the same version once more changes nothing.

    Raises
    ------
    ClipRejectedError
        Too little of the dance is seen: the old score stays.
    NotFoundError
        ``SUBMISSION_NOT_FOUND``; ``POSE_NOT_FOUND`` if its landmarks are kept no longer.
    ConflictError
        ``NOT_SCORED_YET``, ``SEVERAL_ATTEMPTS``, ``GATE_HOLDS``.
    TransientError
        Trying again helps, and completes what this began.
    """
    order = RescoreOrder.model_validate(event)
    logger.append_keys(submission_id=order.submission_id, dry_run=order.dry_run)
    with faults_named():
        outcome = _rescore(order, services())
    logger.info("rescored", extra={"before": outcome.before, "after": outcome.after})
    return outcome.model_dump(mode="json")


def _rescore(order: RescoreOrder, using: Services) -> RescoreOutcome:
    known = using.rescoring.rescorable(order.submission_id)
    result = _scored_again(known, using, keeps_analysis=not order.dry_run)
    after = known.rescored(result, at=now())
    if not order.dry_run:
        after = using.rescoring.replace(known, result, now=now())
    return RescoreOutcome(
        submission_id=known.id,
        status=after.status,
        before=known.total,
        after=after.total,
        version_before=known.score.scoring_version if known.score else "",
        version_after=after.score.scoring_version if after.score else "",
    )


def _scored_again(known: Submission, using: Services, *, keeps_analysis: bool) -> Score:
    key = using.sessions.get(known.session_id).pose_data_file_key
    if key is None:
        raise NotFoundError("POSE_NOT_FOUND", "The landmarks of this clip are kept no longer.")
    challenge, sequence = using.challenges.get(known.challenge_id), using.poses.sequence(key)
    brief = whole_brief(challenge, using).heard(using.poses.beats(key))
    card = score(sequence, brief)
    judgement = judgement_on(sequence, prepare(sequence), using.poses.traits(key), challenge)
    result = using.rescoring.rescored(known, judged(score_of(card, sequence), judgement))
    if keeps_analysis:
        using.analyses.write(
            analysis_of(card, brief, sequence),
            session_id=known.session_id,
            challenge_id=known.challenge_id,
        )
    return result
