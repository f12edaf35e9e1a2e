"""Leaderboards: of a challenge, and of all of them over a period."""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.caller import Admin, Me
from functions.api.outcomes import outcomes
from functions.api.requests.fields import Limit, PathId
from functions.api.requests.leaderboards import BoardQuery
from functions.api.requests.leagues import TimeZoneRequest
from functions.api.responses.board_details import (
    BoardAnalyticsResponse,
    HistoryResponse,
    LeagueResponse,
    LiveResponse,
    TimeZoneResponse,
)
from functions.api.responses.leaderboards import (
    ChallengeLeaderboardResponse,
    GlobalLeaderboardResponse,
)
from functions.api.wiring.clock import Now
from functions.api.wiring.history import History
from functions.api.wiring.leaderboards import Leaderboards
from functions.api.wiring.leagues import Leagues
from functions.api.wiring.live import LiveUrl
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
    boards: Leaderboards,
    asked: Asked,
) -> ChallengeLeaderboardResponse:
    """Return a page of a challenge's board and the caller's own place."""
    page = boards.challenge_leaderboard(challenge_id, user_id=caller.user_id, reading=asked.reading)
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
    boards: Leaderboards,
    now: Now,
    asked: Asked,
    *,
    period: Period = Period.WEEKLY,
    kind: Kind = None,
    closed: Closed = None,
) -> GlobalLeaderboardResponse:
    """Return a page of a period's board and the caller's own place."""
    page = boards.global_leaderboard(
        period, user_id=caller.user_id, reading=asked.reading, now=now, kind=kind, closed=closed
    )
    return GlobalLeaderboardResponse.of(period, kind, page)


@router.get("/leaderboards/history")
def history(
    caller: Me,
    history: History,
    now: Now,
    period: Period = Period.WEEKLY,
    limit: Limit = 10,
) -> HistoryResponse:
    """Return how the caller did in periods that are over, the latest first."""
    past = history.of(caller.user_id, period, limit=limit, now=now)
    return HistoryResponse(period=period, periods=past)


@router.get(
    "/leaderboards/league",
    responses=outcomes({404: ["NO_LEAGUE"], 503: ["LEADERBOARD_UNAVAILABLE"]}),
)
def league(caller: Me, leagues: Leagues, boards: Leaderboards, now: Now) -> LeagueResponse:
    """Return the caller's league of this week: about thirty of one tier and part of the world."""
    stats = leagues.seat(caller.user_id, now=now)
    page = boards.league_leaderboard(stats, now=now)
    return LeagueResponse.of(stats.tier, page)


@router.put("/leaderboards/league/time-zone", responses=outcomes({404: ["USER_NOT_FOUND"]}))
def time_zone(zone: TimeZoneRequest, caller: Me, leagues: Leagues) -> TimeZoneResponse:
    """Say how far the caller's clock is ahead of UTC: the next league is of dancers alike."""
    profile = leagues.set_time_zone(caller.user_id, utc_offset_minutes=zone.utc_offset_minutes)
    return TimeZoneResponse(utc_offset_minutes=profile.utc_offset_minutes)


@router.get("/leaderboards/live")
def live(_caller: Me, live_url: LiveUrl) -> LiveResponse:
    """Return where boards are followed live: connect there with the token, then name a board."""
    return LiveResponse(url=live_url)


@router.get(
    "/leaderboards/challenge/<challenge_id>/analytics",
    responses=outcomes({404: ["CHALLENGE_NOT_FOUND"], 503: ["LEADERBOARD_UNAVAILABLE"]}),
)
def analytics(challenge_id: PathId, _admin: Admin, boards: Leaderboards) -> BoardAnalyticsResponse:
    """Return how the scores of a challenge are spread."""
    return BoardAnalyticsResponse.of(boards.challenge_spread(challenge_id))


@router.get(
    "/leaderboards/global/analytics", responses=outcomes({503: ["LEADERBOARD_UNAVAILABLE"]})
)
def period_analytics(
    _admin: Admin, boards: Leaderboards, now: Now, period: Period = Period.WEEKLY, kind: Kind = None
) -> BoardAnalyticsResponse:
    """Return how the points of a running period are spread, of all challenges or of one type."""
    return BoardAnalyticsResponse.of(boards.global_spread(period, now=now, kind=kind))
