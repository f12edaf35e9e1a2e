"""A phone follows boards over a WebSocket: what it says here, and what it is answered.

It sends ``{"action": "follow", "board": "c:ch_daily20261121"}`` (or ``unfollow``) and hears
``{"board": …, "following": true}``; from then on news of the board comes by itself
(`idance.domain.live.BoardNews`).
"""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Literal

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import ValidationError

from functions.live.wiring import live
from idance.domain.errors import DomainError
from idance.domain.live import Misunderstanding
from idance.domain.model import Model

logger = Logger()


class FollowRequest(Model):
    """What a phone says."""

    action: Literal["follow", "unfollow"]
    board: str


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Take one message; the answer goes to the connection by itself."""
    context = event["requestContext"]
    if context["eventType"] == "DISCONNECT":
        live().forget(context["connectionId"])
    elif context["eventType"] == "MESSAGE":
        _take(event.get("body") or "", context["connectionId"])
    return {"statusCode": HTTPStatus.OK}


def _take(text: str, connection: str) -> None:
    try:
        said = FollowRequest.model_validate_json(text)
        if said.action == "follow":
            live().follow(connection, said.board, now=datetime.now(UTC))
        else:
            live().unfollow(connection, said.board)
    except ValidationError:
        detail = "Say follow or unfollow, and which board."
        live().answer(connection, Misunderstanding(code="VALIDATION_FAILED", detail=detail))
    except DomainError as error:
        live().answer(connection, Misunderstanding(code=error.code, detail=error.message))
