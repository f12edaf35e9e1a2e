"""Notifications: what a dancer is told without having asked."""

from __future__ import annotations

from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.caller import Me
from functions.api.outcomes import outcomes
from functions.api.requests.fields import CursorText, Limit
from functions.api.responses.notifications import NotificationsResponse
from functions.api.wiring.notifications import Notifications

router = APIGatewayRouter()


@router.get("/notifications", responses=outcomes({422: ["INVALID_CURSOR"]}))
def mine(
    caller: Me, notifications: Notifications, limit: Limit = 20, cursor: CursorText = None
) -> NotificationsResponse:
    """Return the caller's notifications, the latest first."""
    page = notifications.of_dancer(caller.user_id, limit=limit, cursor=cursor)
    return NotificationsResponse.of(page)
