"""Leaderboards: of a challenge, and of all of them over a period."""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.caller import Me
from functions.api.outcomes import outcomes
from functions.api.requests import BoardQuery, PathId
from functions.api.responses.leaderboards import (
    ChallengeLeaderboardResponse,
    GlobalLeaderboardResponse,
)
from functions.api.wiring import Now, Wired
from idance.domain.challenge_type import TypeName
from idance.domain.period import Period

router = APIGatewayRouter()
Kind = Annotated[TypeName | None, Query(alias="type", max_length=30)]
Closed = Annotated[str | None, Query(alias="of", max_length=10)]


Asked = Annotated[BoardQuery, Query()]


@router.get(
    "/leaderboards/challenge/<challenge_id>",
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
    services: Wired,
    asked: Asked,
) -> ChallengeLeaderboardResponse:
    """Return a page of a challenge's board and the caller's own place."""
    page = services.leaderboards.challenge_leaderboard(
        challenge_id, user_id=caller.user_id, reading=asked.reading
    )
    return ChallengeLeaderboardResponse.of(challenge_id, page)


@router.get(
    "/leaderboards/global",
    responses=outcomes(
        {
            422: ["INVALID_PERIOD", "INVALID_CURSOR", "RANKING_TOO_DEEP"],
            503: ["LEADERBOARD_UNAVAILABLE"],
        }
    ),
)
def of_period(
    caller: Me,
    services: Wired,
    now: Now,
    asked: Asked,
    *,
    period: Period = Period.WEEKLY,
    kind: Kind = None,
    closed: Closed = None,
) -> GlobalLeaderboardResponse:
    """Return a page of a period's board and the caller's own place."""
    page = services.leaderboards.global_leaderboard(
        period, user_id=caller.user_id, reading=asked.reading, now=now, kind=kind, closed=closed
    )
    return GlobalLeaderboardResponse.of(period, kind, page)
