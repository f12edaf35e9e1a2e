"""Reception: likes and comments, what dancers have for each other's dances."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated
from uuid import uuid4

from aws_lambda_powertools.event_handler.openapi.params import Body
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.audit import Tracked
from functions.api.caller import Me
from functions.api.outcomes import outcomes
from functions.api.requests.fields import CursorText, Limit, PathId
from functions.api.requests.reception import UNSAID, CommentRequest, LikeRequest
from functions.api.responses.reception import CommentResponse, CommentsResponse, LikeResponse
from functions.api.wiring.clock import Now
from functions.api.wiring.reception import Receptions

router = APIGatewayRouter()


@router.post(
    "/submissions/<submission_id>/like",
    responses=outcomes({403: ["BANNED"], 404: ["SUBMISSION_NOT_FOUND"]}),
)
def like(
    submission_id: PathId,
    caller: Me,
    receptions: Receptions,
    now: Now,
    said: Annotated[LikeRequest, Body()] = UNSAID,
) -> LikeResponse:
    """Like a submission, or no longer: the opposite of what was, or what the body says."""
    return LikeResponse.of(receptions.like(caller, submission_id, wanted=said.liked, now=now))


@router.post(
    "/submissions/<submission_id>/comments",
    status_code=HTTPStatus.CREATED,
    responses=outcomes({403: ["BANNED"], 404: ["SUBMISSION_NOT_FOUND"]}),
)
def comment(
    submission_id: PathId, said: CommentRequest, caller: Me, receptions: Receptions, now: Now
) -> CommentResponse:
    """Comment on a submission."""
    signed = receptions.comment(
        caller, submission_id, content=said.content, now=now, entropy=uuid4()
    )
    return CommentResponse.of(signed)


@router.get(
    "/submissions/<submission_id>/comments",
    responses=outcomes({404: ["SUBMISSION_NOT_FOUND"], 422: ["INVALID_CURSOR"]}),
)
def comments(
    submission_id: PathId,
    _caller: Me,
    receptions: Receptions,
    limit: Limit = 20,
    cursor: CursorText = None,
) -> CommentsResponse:
    """Return a submission's comments, the latest first."""
    return CommentsResponse.of(receptions.comments(submission_id, limit=limit, cursor=cursor))


@router.delete(
    "/submissions/<submission_id>/comments/<comment_id>",
    status_code=HTTPStatus.NO_CONTENT,
    responses=outcomes(
        {403: ["COMMENT_NOT_YOURS"], 404: ["COMMENT_NOT_FOUND", "SUBMISSION_NOT_FOUND"]}
    ),
)
def remove(
    submission_id: PathId, comment_id: PathId, caller: Me, receptions: Receptions, trail: Tracked
) -> None:
    """Remove a comment: one's own, one on one's own dance, and, for admins, any."""
    removed = receptions.remove(caller, submission_id, comment_id)
    if removed.user_id != caller.user_id:
        trail.changed(removed, None)
