"""Reviews: dancers report and appeal, admins look and decide."""

from __future__ import annotations

from http import HTTPStatus

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.audit import Tracked
from functions.api.caller import Admin, Me
from functions.api.outcomes import outcomes
from functions.api.requests.fields import CursorText, Limit, PathId
from functions.api.requests.reviews import (
    AppealRequest,
    CommentReviewRequest,
    QueueName,
    ReportRequest,
    RescoreRequest,
    ReviewRequest,
)
from functions.api.responses.reviews import (
    CommentDecidedResponse,
    ReceivedResponse,
    RescoringResponse,
    ReviewQueueResponse,
)
from functions.api.responses.submissions import SubmissionResponse
from functions.api.submission_view import Viewed, answered
from functions.api.wiring.clock import Now
from functions.api.wiring.rates import Rates
from functions.api.wiring.reviews import CommentReviews, Reviews
from functions.api.wiring.submissions import Submissions
from idance.domain.review_case import Decision, Queue

router = APIGatewayRouter()


@router.post(
    "/submissions/<submission_id>/report",
    status_code=HTTPStatus.CREATED,
    responses=outcomes({404: ["SUBMISSION_NOT_FOUND"], 409: ["OWN_SUBMISSION"]}),
)
def report(
    submission_id: PathId,
    said: ReportRequest,
    caller: Me,
    reviews: Reviews,
    rates: Rates,
    now: Now,
) -> ReceivedResponse:
    """Report another dancer's submission; once a dancer."""
    rates.check_report(caller.user_id, now=now)
    reviews.report(caller, submission_id, reason=said.reason, detail=said.detail, now=now)
    return ReceivedResponse(
        submission_id=submission_id, message="Thank you. A person will look at it."
    )


@router.post(
    "/submissions/<submission_id>/comments/<comment_id>/report",
    status_code=HTTPStatus.CREATED,
    responses=outcomes({404: ["COMMENT_NOT_FOUND", "SUBMISSION_NOT_FOUND"], 409: ["OWN_COMMENT"]}),
)
def report_comment(
    submission_id: PathId,
    comment_id: PathId,
    said: ReportRequest,
    caller: Me,
    reviews: CommentReviews,
    rates: Rates,
    now: Now,
) -> ReceivedResponse:
    """Report another dancer's comment; once a dancer."""
    rates.check_report(caller.user_id, now=now)
    reviews.report(
        caller, submission_id, comment_id, reason=said.reason, detail=said.detail, now=now
    )
    return ReceivedResponse(
        submission_id=submission_id, message="Thank you. A person will look at it."
    )


@router.post(
    "/submissions/<submission_id>/comments/<comment_id>/review",
    responses=outcomes({404: ["COMMENT_NOT_FOUND"]}),
)
def review_comment(
    submission_id: PathId,
    comment_id: PathId,
    said: CommentReviewRequest,
    admin: Admin,
    reviews: CommentReviews,
    now: Now,
    trail: Tracked,
) -> CommentDecidedResponse:
    """Show a comment, or hide it (the latest decision counts); its author is told."""
    case = reviews.decide(
        submission_id,
        comment_id,
        said.decision,
        reviewer=admin.user_id,
        reason=said.reason,
        now=now,
    )
    trail.changed(None, case)
    return CommentDecidedResponse.of(submission_id, comment_id, said.decision)


@router.post(
    "/submissions/<submission_id>/appeal",
    status_code=HTTPStatus.CREATED,
    responses=outcomes(
        {404: ["SUBMISSION_NOT_FOUND"], 409: ["ALREADY_APPEALED", "NOTHING_TO_APPEAL"]}
    ),
)
def appeal(
    submission_id: PathId, said: AppealRequest, caller: Me, reviews: Reviews, now: Now
) -> ReceivedResponse:
    """Ask once for another look at one's own submission: at its score, or why it is held or hidden.

    A score follows from the clip by the same rules for everybody: `GET …/analysis` says how. A
    person can see that the wrong dancer was followed, or that a gate was wrong; nobody sets scores
    by hand. The clip is scored again, or the score is upheld, and the dancer is told which.
    """
    reviews.appeal(caller, submission_id, message=said.message, now=now)
    return ReceivedResponse(
        submission_id=submission_id, message="A person will look at your dance and tell you."
    )


@router.get("/admin/reviews", responses=outcomes({422: ["INVALID_CURSOR"]}))
def waiting(
    _admin: Admin,
    reviews: Reviews,
    comments: CommentReviews,
    queue: QueueName = Queue.CLIPS,
    limit: Limit = 20,
    cursor: CursorText = None,
) -> ReviewQueueResponse:
    """Return what waits for a decision, the longest-waiting first: clips, or appealed scores."""
    page = reviews.waiting(queue, limit=limit, cursor=cursor)
    return ReviewQueueResponse.of(page, comments.contents(page.items))


@router.post(
    "/submissions/<submission_id>/hold",
    responses=outcomes({404: ["SUBMISSION_NOT_FOUND"], 409: ["NOT_RANKED"]}),
)
def hold(
    submission_id: PathId,
    admin: Admin,
    submissions: Submissions,
    reviews: Reviews,
    view: Viewed,
    now: Now,
    trail: Tracked,
) -> Response[SubmissionResponse]:
    """Take a submission off the boards until somebody has decided on it."""
    before = submissions.get_submission(admin, submission_id, now=now)
    submission = reviews.hold(submission_id, now=now)
    trail.changed(before, submission)
    return answered(HTTPStatus.OK, submission, view.seen(submission))


@router.post(
    "/submissions/<submission_id>/rescore",
    status_code=HTTPStatus.ACCEPTED,
    responses=outcomes(
        {
            404: ["SUBMISSION_NOT_FOUND"],
            409: ["ATTEMPT_UNDER_WAY", "NOT_SCORED_YET", "TOO_MANY_ATTEMPTS"],
        }
    ),
)
def rescore(
    submission_id: PathId,
    said: RescoreRequest,
    admin: Admin,
    reviews: Reviews,
    now: Now,
    trail: Tracked,
) -> RescoringResponse:
    """Score a submission again from its landmarks; the old score is kept, everybody is told."""
    submission = reviews.rescore(submission_id, reviewer=admin, reason=said.reason, now=now)
    trail.changed(submission, None)
    return RescoringResponse.of(submission)


@router.post(
    "/submissions/<submission_id>/review",
    responses=outcomes(
        {
            200: SubmissionResponse,
            202: RescoringResponse,
            404: ["SUBMISSION_NOT_FOUND"],
            409: [
                "ALREADY_REVIEWED",
                "ATTEMPT_UNDER_WAY",
                "NOT_HELD",
                "NOT_SCORED_YET",
                "TOO_MANY_ATTEMPTS",
            ],
        }
    ),
)
def review(
    submission_id: PathId,
    said: ReviewRequest,
    admin: Admin,
    submissions: Submissions,
    reviews: Reviews,
    view: Viewed,
    now: Now,
    trail: Tracked,
) -> Response[SubmissionResponse | RescoringResponse]:
    """Let a submission count, hide it (the latest decision counts), or have it scored again.

    What is scored again stays where it is; one that is off the boards goes on waiting.
    """
    if said.decided is Decision.RESCORE:
        known = reviews.rescore(submission_id, reviewer=admin, reason=said.reason, now=now)
        trail.changed(known, None)
        return answered(HTTPStatus.ACCEPTED, known, RescoringResponse.of(known))
    before = submissions.get_submission(admin, submission_id, now=now)
    submission = reviews.decide(
        submission_id,
        said.decided,
        reviewer=admin.user_id,
        reason=said.reason,
        now=now,
    )
    trail.changed(before, submission)
    return answered(HTTPStatus.OK, submission, view.seen(submission))
