"""Rescore: a submission's stored landmarks under the scoring version of today; no video is read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.scoring.analysing import analysis_of
from functions.scoring.briefing import brief_for
from functions.scoring.contracts import UnderWayError
from functions.scoring.rejecting import faults_named, rejection_of
from functions.scoring.score_submission import judged, judgement_on, score_of
from functions.scoring.wiring import Services, now, services
from idance.domain.analysis import Analysis
from idance.domain.entry import Entry
from idance.domain.errors import ConflictError, DomainError, NotFoundError, UnavailableError
from idance.domain.rejections import message_for
from idance.domain.rescoring import KeptScore, RescoreOrder, RescoreOutcome
from idance.domain.score import Score
from idance.domain.submission import Submission
from pose.errors import ClipError
from pose.preprocessing.preparing import prepare
from pose.scoring import score

logger = Logger()


@logger.inject_lambda_context(clear_state=True)
def lambda_handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Score a submission's attempts again; the same version once more changes nothing.

    An attempt whose landmarks are kept no longer (``POSE_NOT_FOUND``), in which too little of the
    dance is seen, or that a gate would hold now (``GATE_HOLDS``), keeps its score.

    Raises
    ------
    NotFoundError
        ``SUBMISSION_NOT_FOUND``.
    ConflictError
        ``NOT_SCORED_YET``.
    UnderWayError
        Another attempt is being scored: trying again helps when it has ended.
    TransientError
        Trying again helps.
    """
    order = RescoreOrder.model_validate(event)
    logger.append_keys(submission_id=order.submission_id, dry_run=order.dry_run)
    try:
        with faults_named():
            outcome = _rescore(order, services())
    except ConflictError as error:
        if error.code == "ATTEMPT_UNDER_WAY":
            raise UnderWayError(error.message) from error
        raise
    logger.info("rescored", extra={"before": outcome.before, "after": outcome.after})
    return outcome.model_dump(mode="json")


def _rescore(order: RescoreOrder, using: Services) -> RescoreOutcome:
    before, at = using.rescoring.rescorable(order.submission_id), order.at or now()
    found, kept = _scored_again(before, using)
    scores = {session_id: score for session_id, (score, _) in found.items()}
    if order.dry_run:
        return _outcome(before.rescored(scores, at=at), at, kept)
    after = using.rescoring.replace(order.submission_id, scores, at=at)
    for session_id, (_, analysis) in found.items():
        challenge_id = before.submission.challenge_id
        using.analyses.write(analysis, session_id=session_id, challenge_id=challenge_id)
    outcome = _outcome(after, at, kept)
    using.rescoring_news.tell(order, outcome, after.submission)
    return outcome


def _scored_again(
    entry: Entry, using: Services
) -> tuple[dict[str, tuple[Score, Analysis]], list[KeptScore]]:
    """Return the new scores of an entry's attempts by session, and which keep theirs."""
    found: dict[str, tuple[Score, Analysis]] = {}
    kept: list[KeptScore] = []
    for attempt in entry.line:
        try:
            found[attempt.session_id] = _score(attempt, using)
        except UnavailableError:
            raise
        except (DomainError, ClipError) as error:
            kept.append(_kept(attempt, error))
    return found, kept


def _score(attempt: Submission, using: Services) -> tuple[Score, Analysis]:
    key = using.sessions.get(attempt.session_id).pose_data_file_key
    if key is None:
        raise NotFoundError("POSE_NOT_FOUND", "The landmarks of this clip are kept no longer.")
    challenge, sequence = using.challenges.get(attempt.challenge_id), using.poses.sequence(key)
    brief = brief_for(challenge, key, using)
    card = score(sequence, brief)
    judgement = judgement_on(sequence, prepare(sequence), using.poses.traits(key), challenge)
    result = using.rescoring.judged(attempt, judged(score_of(card, sequence), judgement))
    return result, analysis_of(card, brief, sequence)


def _kept(attempt: Submission, error: DomainError | ClipError) -> KeptScore:
    if isinstance(error, DomainError):
        return KeptScore(session_id=attempt.session_id, code=error.code, message=error.message)
    rejected = rejection_of(error)
    message = message_for(rejected.code, rejected.reason)
    return KeptScore(session_id=attempt.session_id, code=rejected.code, message=message)


def _outcome(after: Entry, at: datetime, kept: list[KeptScore]) -> RescoreOutcome:
    old, new = after.score_before(at), after.submission
    return RescoreOutcome(
        submission_id=new.id,
        status=new.ranked.status,
        submitted_at=new.ranked.submitted_at,
        before=old.total if old else 0.0,
        after=new.total,
        version_before=old.scoring_version if old else "",
        version_after=new.score.scoring_version if new.score else "",
        attempts=len(after.line),
        kept=tuple(kept),
    )
