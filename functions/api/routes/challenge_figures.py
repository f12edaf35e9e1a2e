"""Figures of challenges: the stats of one, and for admins how all go from day to day."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Final

from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.caller import Admin
from functions.api.freshness import public
from functions.api.outcomes import outcomes
from functions.api.requests.fields import Day, PathId
from functions.api.responses.challenge_figures import AnalyticsResponse
from functions.api.wiring.challenge_figures import Figures
from functions.api.wiring.challenges import Challenges
from functions.api.wiring.clock import Now
from idance.domain.challenge import day_of
from idance.domain.challenge_stats import ChallengeStats
from idance.domain.errors import InvalidError

router = APIGatewayRouter()
_MONTH: Final = timedelta(days=30)
_YEAR: Final = timedelta(days=366)


@router.get(
    "/challenges/<challenge_id>/stats",
    responses=outcomes({200: ChallengeStats, 404: ["CHALLENGE_NOT_FOUND"]}),
    middlewares=[public(seconds=60)],
)
def stats(challenge_id: PathId, challenges: Challenges, now: Now) -> ChallengeStats:
    """Return what the scores of a challenge look like: how many, how good, how spread."""
    return challenges.get_challenge_stats(challenge_id, now=now)


@router.get(
    "/challenges/analytics",
    responses=outcomes({200: AnalyticsResponse, 422: ["RANGE_INVALID", "RANGE_TOO_LONG"]}),
)
def analytics(
    _admin: Admin,
    figures: Figures,
    now: Now,
    since: Annotated[Day | None, Query(alias="from")] = None,
    until: Annotated[Day | None, Query(alias="to")] = None,
) -> AnalyticsResponse:
    """Return participation, scores and completion by day, and what types are danced most."""
    last = until or day_of(now)
    first = since or last - _MONTH
    if last < first:
        raise InvalidError("RANGE_INVALID", "The range ends before it begins.", field="to")
    if last - first > _YEAR:
        raise InvalidError("RANGE_TOO_LONG", "Please ask for a year at most.", field="to")
    return AnalyticsResponse.of(figures.days(first, last))
