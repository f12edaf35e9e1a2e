"""Contests: boards that admins make, for everybody to read."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.audit import Tracked
from functions.api.caller import Admin, Me
from functions.api.outcomes import outcomes
from functions.api.requests.contests import ContestRequest
from functions.api.requests.fields import PathId
from functions.api.requests.leaderboards import BoardQuery
from functions.api.responses.leaderboards import ContestLeaderboardResponse
from functions.api.wiring.clock import Now
from functions.api.wiring.contests import Contests
from functions.api.wiring.leaderboards import Leaderboards
from idance.domain.contest import Contest

router = APIGatewayRouter()
Asked = Annotated[BoardQuery, Query()]


@router.get("/leaderboards/contests")
def listed(_caller: Me, contests: Contests) -> list[Contest]:
    """Return every contest, by slug."""
    return list(contests.all())


@router.post(
    "/leaderboards/contests",
    status_code=HTTPStatus.CREATED,
    responses=outcomes(
        {
            201: Contest,
            409: ["CONTEST_EXISTS"],
            422: ["BOARD_NOT_EXACT", "CONTEST_TOO_LATE", "INVALID_CONTEST", "UNKNOWN_CHALLENGE"],
        }
    ),
)
def create(
    contest: ContestRequest, _admin: Admin, contests: Contests, now: Now, trail: Tracked
) -> Contest:
    """Make a contest: a board with an operator, a time and a tick of its own."""
    made = contests.create(contest, now=now)
    trail.changed(None, made)
    return made


@router.get(
    "/leaderboards/contests/<slug>",
    responses=outcomes(
        {
            404: ["CONTEST_NOT_FOUND"],
            422: ["INVALID_CURSOR", "RANKING_TOO_DEEP"],
            503: ["LEADERBOARD_UNAVAILABLE"],
        }
    ),
)
def board(
    slug: PathId, caller: Me, contests: Contests, boards: Leaderboards, asked: Asked
) -> ContestLeaderboardResponse:
    """Return a page of a contest's board and the caller's own place."""
    contest = contests.get(slug)
    page = boards.contest_leaderboard(contest, user_id=caller.user_id, reading=asked.reading)
    return ContestLeaderboardResponse.of(contest, page)


@router.delete(
    "/leaderboards/contests/<slug>",
    status_code=HTTPStatus.NO_CONTENT,
    responses=outcomes({404: ["CONTEST_NOT_FOUND"], 409: ["CONTEST_STARTED"]}),
)
def delete(
    slug: PathId, _admin: Admin, contests: Contests, now: Now, trail: Tracked
) -> Response[None]:
    """Take back a contest that has not started; one that has ends at its time."""
    trail.changed(contests.delete(slug, now=now), None)
    return Response(status_code=HTTPStatus.NO_CONTENT, body=None)
