"""What Redis holds, for people on call: which boards, how many on each, who leads."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import Field

from functions.leaderboard.wiring import services
from idance.domain.model import Model

logger = Logger()


class InspectRequest(Model):
    """Which board to show the top of; none: list them all."""

    board: str | None = None
    limit: Annotated[int, Field(ge=1, le=1000)] = 20


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """List boards with their sizes, or show the top of one."""
    request = InspectRequest.model_validate(event)
    if request.board is not None:
        return services().inspection.top(request.board, limit=request.limit)
    return services().inspection.sizes(services().rebuild.names(datetime.now(UTC)))
