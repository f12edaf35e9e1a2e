"""Dancers: what they have earned."""

from __future__ import annotations

from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.caller import Me
from functions.api.requests import PathId
from functions.api.responses.users import BadgesResponse
from functions.api.wiring import Wired

router = APIGatewayRouter()


@router.get("/users/<user_id>/badges")
def badges(user_id: PathId, _caller: Me, services: Wired) -> BadgesResponse:
    """Return a dancer's badges."""
    return BadgesResponse.of(services.badges.get_user_badges(user_id))
