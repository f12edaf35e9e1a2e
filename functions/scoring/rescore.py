"""Rescore: a submission's stored landmarks under the scoring version of today; no video is read."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.scoring.analysing import analysis_of
from functions.scoring.briefing import brief_for
from functions.scoring.rejecting import faults_named, rejection_of
from functions.scoring.score_submission import judged, judgement_on, score_of
from functions.scoring.wiring import Services, now, services
from idance.domain.analysis import Analysis
from idance.domain.entry import Entry
from idance.domain.errors import DomainError, NotFoundError, UnavailableError
from idance.domain.model import Model
from idance.domain.rejections import message_for
from idance.domain.score import Score
from idance.domain.submission import Submission
from idance.domain.submission_status import SubmissionStatus
from pose.errors import ClipError
from pose.preprocessing.preparing import prepare
from pose.scoring import score

logger = Logger()


class RescoreOrder(Model):
    """Which submission; a dry run only says what would become of it."""

    submission_id: str
    dry_run: bool = False


class KeptScore(Model):
    """An attempt that keeps its old score, and why: a code and a sentence."""

    session_id: str
    code: str
    message: str


class RescoreOutcome(Model):
    """A submission's score before and after; ``kept``, the attempts that were not scored again."""

    submission_id: str
    status: SubmissionStatus
    before: float
    after: float
    version_before: str
    version_after: str
    attempts: int
    kept: tuple[KeptScore, ...] = ()


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
        ``NOT_SCORED_YET``, ``ATTEMPT_UNDER_WAY``.
    TransientError
        Trying again helps.
    """
    order = RescoreOrder.model_validate(event)
    logger.append_keys(submission_id=order.submission_id, dry_run=order.dry_run)
    with faults_named():
        outcome = _rescore(order, services())
    logger.info("rescored", extra={"before": outcome.before, "after": outcome.after})
    return outcome.model_dump(mode="json")


def _rescore(order: RescoreOrder, using: Services) -> RescoreOutcome:
    before = using.rescoring.rescorable(order.submission_id)
    found, kept = _scored_again(before, using)
    scores = {session_id: score for session_id, (score, _) in found.items()}
    if order.dry_run:
        return _outcome(before, before.rescored(scores, at=now()), kept)
    after = using.rescoring.replace(order.submission_id, scores, at=now())
    for session_id, (_, analysis) in found.items():
        challenge_id = before.submission.challenge_id
        using.analyses.write(analysis, session_id=session_id, challenge_id=challenge_id)
    return _outcome(before, after, kept)


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


def _outcome(before: Entry, after: Entry, kept: list[KeptScore]) -> RescoreOutcome:
    old, new = before.submission, after.submission
    return RescoreOutcome(
        submission_id=new.id,
        status=new.ranked.status,
        before=old.total,
        after=new.total,
        version_before=old.score.scoring_version if old.score else "",
        version_after=new.score.scoring_version if new.score else "",
        attempts=len(before.line),
        kept=tuple(kept),
    )
