"""Submissions by the page: of a challenge, and the caller's own; and the caller's progress."""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.caller import Me
from functions.api.outcomes import outcomes
from functions.api.requests.fields import CursorText, Limit, PathId
from functions.api.requests.leaderboards import BoardQuery
from functions.api.responses.submission_listing import MySubmissionsResponse, SubmissionListResponse
from functions.api.wiring.reception import Receptions
from functions.api.wiring.submission_listing import Listing
from idance.domain.progress import Progress
from idance.domain.submission_status import SubmissionStatus

router = APIGatewayRouter()


@router.get(
    "/challenges/<challenge_id>/submissions",
    responses=outcomes(
        {
            404: ["CHALLENGE_NOT_FOUND"],
            422: ["INVALID_CURSOR", "RANKING_TOO_DEEP"],
            503: ["LEADERBOARD_UNAVAILABLE"],
        }
    ),
)
def of_challenge(
    challenge_id: PathId,
    caller: Me,
    listing: Listing,
    receptions: Receptions,
    asked: Annotated[BoardQuery, Query()],
) -> SubmissionListResponse:
    """Return a page of a challenge's submissions, the best first, or those around the caller's."""
    page, ranked = listing.of_challenge(caller, challenge_id, asked.reading)
    received = receptions.of(caller, (one for _, one in ranked))
    return SubmissionListResponse.of(page, ranked, received)


@router.get("/submissions", responses=outcomes({422: ["INVALID_CURSOR"]}))
def mine(
    caller: Me,
    listing: Listing,
    receptions: Receptions,
    status: SubmissionStatus | None = None,
    limit: Limit = 20,
    cursor: CursorText = None,
) -> MySubmissionsResponse:
    """Return the caller's submissions, the latest first, all or those of one status."""
    page = listing.mine(caller, status=status, limit=limit, cursor=cursor)
    return MySubmissionsResponse.of(page, receptions.of(caller, page.items))


@router.get("/submissions/progress")
def progress(caller: Me, listing: Listing) -> Progress:
    """Return how the caller's scores have moved, over all and metric by metric."""
    return listing.progress(caller)
