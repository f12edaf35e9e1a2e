"""Dancers: what they have earned, and who follows them."""

from __future__ import annotations

from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.audit import Tracked
from functions.api.caller import Admin, Me
from functions.api.outcomes import outcomes
from functions.api.requests.fields import PathId
from functions.api.responses.users import BadgesResponse, BanResponse, FollowResponse, StatsResponse
from functions.api.wiring.badges import Badges
from functions.api.wiring.clock import Now
from functions.api.wiring.dancers import Dancers
from functions.api.wiring.following import Following
from functions.api.wiring.moderation import Moderation
from idance.domain.challenge import day_of

router = APIGatewayRouter()


@router.get("/users/<user_id>/badges")
def badges(user_id: PathId, _caller: Me, badges: Badges) -> BadgesResponse:
    """Return a dancer's badges."""
    return BadgesResponse.of(badges.get_user_badges(user_id))


@router.get("/users/<user_id>/stats")
def stats(user_id: PathId, _caller: Me, dancers: Dancers, now: Now) -> StatsResponse:
    """Return how often and how well a dancer has danced, and for how many days in a row."""
    return StatsResponse.of(dancers.stats(user_id), today=day_of(now))


@router.post(
    "/users/<user_id>/follow",
    responses=outcomes(
        {
            404: ["USER_NOT_FOUND"],
            409: ["FOLLOWS_TOO_MANY"],
            422: ["CANNOT_FOLLOW_YOURSELF"],
        }
    ),
)
def follow(user_id: PathId, caller: Me, following: Following, now: Now) -> FollowResponse:
    """Follow a dancer: the board of friends shows them from then on."""
    following.follow(caller.user_id, user_id, now=now)
    return FollowResponse(following=True)


@router.delete("/users/<user_id>/follow")
def unfollow(user_id: PathId, caller: Me, following: Following) -> FollowResponse:
    """Follow a dancer no longer."""
    following.unfollow(caller.user_id, user_id)
    return FollowResponse(following=False)


@router.post("/users/<user_id>/ban", responses=outcomes({404: ["USER_NOT_FOUND"]}))
def ban(user_id: PathId, _admin: Admin, moderation: Moderation, trail: Tracked) -> BanResponse:
    """Keep a dancer off every board, and from entering challenges."""
    after = moderation.ban(user_id)
    trail.changed(None, after)
    return BanResponse(user_id=user_id, banned=after.is_banned)


@router.post("/users/<user_id>/unban", responses=outcomes({404: ["USER_NOT_FOUND"]}))
def unban(user_id: PathId, _admin: Admin, moderation: Moderation, trail: Tracked) -> BanResponse:
    """Let a dancer back in, with everything danced before."""
    after = moderation.unban(user_id)
    trail.changed(None, after)
    return BanResponse(user_id=user_id, banned=after.is_banned)
