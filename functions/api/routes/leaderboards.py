"""Leaderboards: of a challenge, and of all of them over a period."""

from __future__ import annotations

from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.caller import Me
from functions.api.outcomes import outcomes
from functions.api.requests import Limit, PathId
from functions.api.responses.leaderboards import (
    ChallengeLeaderboardResponse,
    GlobalLeaderboardResponse,
)
from functions.api.wiring import Now, Wired
from idance.domain.board import Period

router = APIGatewayRouter()


@router.get(
    "/leaderboards/challenge/<challenge_id>",
    responses=outcomes({404: ["CHALLENGE_NOT_FOUND"], 503: ["LEADERBOARD_UNAVAILABLE"]}),
)
def of_challenge(
    challenge_id: PathId,
    caller: Me,
    services: Wired,
    limit: Limit = 50,
) -> ChallengeLeaderboardResponse:
    """Return the top of a challenge's board and the caller's own place."""
    page = services.leaderboards.challenge_leaderboard(
        challenge_id,
        user_id=caller.user_id,
        limit=limit,
    )
    return ChallengeLeaderboardResponse.of(challenge_id, page)


@router.get("/leaderboards/global", responses=outcomes({503: ["LEADERBOARD_UNAVAILABLE"]}))
def of_period(
    caller: Me,
    services: Wired,
    now: Now,
    period: Period = Period.WEEKLY,
    limit: Limit = 50,
) -> GlobalLeaderboardResponse:
    """Return the top of a period's board and the caller's own place."""
    page = services.leaderboards.global_leaderboard(
        period,
        user_id=caller.user_id,
        limit=limit,
        now=now,
    )
    return GlobalLeaderboardResponse.of(period, page)
