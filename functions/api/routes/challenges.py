"""Challenges: today's, the next days', any."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count

from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.freshness import public
from functions.api.outcomes import outcomes
from functions.api.requests.fields import Day, PathId
from functions.api.responses.challenges import (
    ChallengeDetailResponse,
    ChallengeResponse,
    UpcomingChallengeResponse,
)
from functions.api.wiring.challenges import Challenges, Published
from functions.api.wiring.clock import Now
from functions.api.wiring.leaderboards import Leaderboards
from idance.domain.challenge import Challenge, day_of
from idance.domain.errors import UnavailableError
from idance.service.leaderboard import LeaderboardService
from idance.store.published import PublishedStore

router = APIGatewayRouter()


@router.get("/challenges/today", middlewares=[public(seconds=15)])
def today(
    challenges: Challenges, published: Published, boards: Leaderboards, now: Now
) -> ChallengeResponse:
    """Return the challenge of the day."""
    return _answer(challenges.get_active_challenge(now), published, boards, now)


@router.get("/challenges/upcoming", middlewares=[public(seconds=60)])
def upcoming(challenges: Challenges, now: Now) -> list[UpcomingChallengeResponse]:
    """Return the challenges of the next seven days, tomorrow's first."""
    coming = challenges.get_upcoming(now)
    days = (day_of(now) + timedelta(days=ahead) for ahead in count(1))
    return [
        UpcomingChallengeResponse.of(one, day=day) for day, one in zip(days, coming, strict=False)
    ]


@router.get("/challenges/days/<day>", middlewares=[public(seconds=15)])
def of_day(
    day: Day, challenges: Challenges, published: Published, boards: Leaderboards, now: Now
) -> list[ChallengeResponse]:
    """Return all challenges of a day: the daily one, and those in its other slots."""
    return [_answer(one, published, boards, now) for one in challenges.get_challenges_of(day)]


@router.get(
    "/challenges/<challenge_id>",
    responses=outcomes({404: ["CHALLENGE_NOT_FOUND"]}),
    middlewares=[public(seconds=15)],
)
def one(
    challenge_id: PathId,
    challenges: Challenges,
    published: Published,
    boards: Leaderboards,
    now: Now,
) -> ChallengeDetailResponse:
    """Return a challenge by its id, with what its scores look like."""
    challenge = _answer(challenges.get_public_challenge(challenge_id), published, boards, now)
    return ChallengeDetailResponse.seen(challenge, challenges.get_kept_stats(challenge_id))


def _answer(
    challenge: Challenge, published: PublishedStore, boards: LeaderboardService, now: datetime
) -> ChallengeResponse:
    """Return a challenge with its number of dancers; it is worth reading without."""
    try:
        participants = boards.participant_count(challenge.id)
    except UnavailableError:
        participants = None
    return ChallengeResponse.of(
        challenge,
        url_of=published.url_of,
        participant_count=participants,
        time_remaining=challenge.time_remaining(now),
    )
