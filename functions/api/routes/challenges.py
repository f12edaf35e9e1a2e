"""Challenges: today's, the next days', any; admins make them."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from uuid import uuid4

from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.caller import Admin
from functions.api.freshness import public
from functions.api.outcomes import outcomes
from functions.api.requests import CreateChallengeRequest, PathId
from functions.api.responses.challenges import ChallengeResponse, UpcomingChallengeResponse
from functions.api.wiring import Now, Services, Wired
from idance.domain.challenge import Challenge
from idance.domain.errors import UnavailableError

router = APIGatewayRouter()


@router.get("/challenges/today", middlewares=[public(seconds=15)])
def today(services: Wired, now: Now) -> ChallengeResponse:
    """Return the challenge of the day."""
    return _answer(services.challenges.get_active_challenge(now), services, now)


@router.get("/challenges/upcoming", middlewares=[public(seconds=60)])
def upcoming(services: Wired, now: Now) -> list[UpcomingChallengeResponse]:
    """Return the challenges of the next seven days, tomorrow's first."""
    return [UpcomingChallengeResponse.of(one) for one in services.challenges.get_upcoming(now)]


@router.get(
    "/challenges/<challenge_id>",
    responses=outcomes({404: ["CHALLENGE_NOT_FOUND"]}),
    middlewares=[public(seconds=15)],
)
def one(challenge_id: PathId, services: Wired, now: Now) -> ChallengeResponse:
    """Return a challenge by its id."""
    return _answer(services.challenges.get_challenge(challenge_id), services, now)


@router.post(
    "/challenges",
    status_code=HTTPStatus.CREATED,
    responses=outcomes(
        {409: ["CHALLENGE_SLOT_TAKEN"], 422: ["CHALLENGE_IN_PAST", "UNKNOWN_CHALLENGE_TYPE"]}
    ),
)
def create(
    draft: CreateChallengeRequest,
    admin: Admin,
    services: Wired,
    now: Now,
) -> ChallengeResponse:
    """Make a challenge: the daily one of the day it starts on."""
    challenge = services.challenges.create_challenge(
        draft,
        created_by=admin.user_id,
        now=now,
        entropy=uuid4(),
    )
    return ChallengeResponse.of(challenge, participants=0, now=now)


def _answer(challenge: Challenge, services: Services, now: datetime) -> ChallengeResponse:
    """Return a challenge with its number of dancers; it is worth reading without."""
    try:
        participants = services.leaderboards.participant_count(challenge.id)
    except UnavailableError:
        participants = None
    return ChallengeResponse.of(challenge, participants=participants, now=now)
