"""Submissions: entering a challenge, and following an entry to its score."""

from __future__ import annotations

from http import HTTPStatus

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.caller import Me
from functions.api.outcomes import outcomes
from functions.api.requests.fields import PathId
from functions.api.requests.submissions import SubmitRequest
from functions.api.responses.submissions import (
    AcceptedResponse,
    AttemptsResponse,
    SubmissionResponse,
)
from functions.api.submission_view import Viewed, answered
from functions.api.wiring.analyses import Analyses
from functions.api.wiring.clock import Now
from functions.api.wiring.reception import Receptions
from functions.api.wiring.submissions import Submissions
from idance.domain.analysis import Analysis
from idance.domain.submission_status import OPEN

router = APIGatewayRouter()


@router.post(
    "/challenges/<challenge_id>/submit",
    responses=outcomes(
        {
            201: SubmissionResponse,
            202: AcceptedResponse,
            403: ["BANNED", "SESSION_NOT_YOURS"],
            404: ["CHALLENGE_NOT_FOUND", "SESSION_NOT_FOUND"],
            409: [
                "ALREADY_SUBMITTED",
                "CHALLENGE_ENDED",
                "CHALLENGE_NOT_STARTED",
                "NO_ATTEMPTS_LEFT",
                "SESSION_ALREADY_SUBMITTED",
                "SESSION_SPENT",
            ],
        }
    ),
)
def submit(
    challenge_id: PathId,
    entry: SubmitRequest,
    caller: Me,
    submissions: Submissions,
    view: Viewed,
    now: Now,
) -> Response[SubmissionResponse | AcceptedResponse]:
    """Enter a clip in a challenge: 201 with the score if it is known by now, else 202."""
    submission = submissions.submit_to_challenge(
        caller,
        challenge_id,
        session_id=entry.session_id,
        caption=entry.caption,
        tags=entry.tags,
        now=now,
    )
    if submission.status in OPEN:
        return answered(HTTPStatus.ACCEPTED, submission, AcceptedResponse.of(submission))
    return answered(HTTPStatus.CREATED, submission, view.seen(submission))


@router.get(
    "/submissions/<submission_id>",
    responses=outcomes({404: ["SUBMISSION_NOT_FOUND"]}),
)
def one(
    submission_id: PathId,
    caller: Me,
    submissions: Submissions,
    view: Viewed,
    now: Now,
) -> Response[SubmissionResponse]:
    """Return a submission: its score, why it has none, or when to ask again."""
    submission = submissions.get_submission(caller, submission_id, now=now)
    return answered(HTTPStatus.OK, submission, view.seen(submission))


@router.get(
    "/submissions/<submission_id>/attempts",
    responses=outcomes({404: ["SUBMISSION_NOT_FOUND"]}),
)
def attempts(
    submission_id: PathId, caller: Me, submissions: Submissions, receptions: Receptions
) -> AttemptsResponse:
    """Return every attempt behind a submission, to its dancer and to admins."""
    ended = submissions.attempts(caller, submission_id)
    return AttemptsResponse.of(ended, receptions.of(caller, ended))


@router.post(
    "/submissions/<submission_id>/cancel",
    responses=outcomes({404: ["SUBMISSION_NOT_FOUND"], 409: ["NOT_CANCELLABLE"]}),
)
def cancel(
    submission_id: PathId,
    caller: Me,
    submissions: Submissions,
    view: Viewed,
    now: Now,
) -> Response[SubmissionResponse]:
    """Take a submission back whose result is still to come; the best before it stands again."""
    submission = submissions.cancel(caller, submission_id, now=now)
    return answered(HTTPStatus.OK, submission, view.seen(submission))


@router.post(
    "/submissions/<submission_id>/retry",
    responses=outcomes(
        {202: AcceptedResponse, 404: ["SUBMISSION_NOT_FOUND"], 409: ["NOT_RETRIABLE"]}
    ),
)
def retry(
    submission_id: PathId,
    caller: Me,
    submissions: Submissions,
    now: Now,
) -> Response[AcceptedResponse]:
    """Score a clip again that failed by our fault: for its dancer and for admins."""
    submission = submissions.retry(caller, submission_id, now=now)
    return answered(HTTPStatus.ACCEPTED, submission, AcceptedResponse.of(submission))


@router.get(
    "/submissions/<submission_id>/analysis",
    responses=outcomes({404: ["ANALYSIS_NOT_FOUND", "SUBMISSION_NOT_FOUND"]}),
)
def analysis(submission_id: PathId, caller: Me, analyses: Analyses) -> Analysis:
    """Return everything behind a score: per metric what was measured, when, and what to practise.

    Only its dancer and admins see it.
    """
    return analyses.of(caller, submission_id)
