"""The boards anew from DynamoDB: Redis holds nothing that cannot be lost."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Annotated, Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import Field

from functions.leaderboard.wiring import services
from idance.domain.model import Model

logger = Logger()


class RebuildRequest(Model):
    """Which boards, by name; none: all that Redis holds now.

    A call works for so many seconds; the next one goes on where it stopped. The schedule asks for
    a rebuild only if Redis has lost something.
    """

    boards: tuple[str, ...] = ()
    only_if_lost: bool = False
    seconds: Annotated[float, Field(gt=0, le=840)] = 840


class RebuildResponse(Model):
    """How far it is: sizes of the boards done, members written of the one under way."""

    is_done: bool
    sizes: dict[str, int]
    under_way: str | None = None
    members: int = 0


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Rebuild boards while the stream goes on feeding them."""
    request = RebuildRequest.model_validate(event)
    if request.only_if_lost and services().rebuild.is_whole():
        return RebuildResponse(is_done=True, sizes={}).model_dump()
    until = time.monotonic() + request.seconds
    result = rebuild(request.boards, datetime.now(UTC), until)
    logger.info("rebuilt", extra=result.model_dump())
    return result.model_dump()


def rebuild(names: tuple[str, ...], now: datetime, until: float) -> RebuildResponse:
    """Rebuild boards until a moment of the monotonic clock."""
    service = services().rebuild
    service.restore_bans()
    sizes: dict[str, int] = {}
    for group in service.groups(names) if names else service.names(now):
        done = service.go_on(group, now=now, has_time=lambda: time.monotonic() < until)
        if not done.is_done:
            return RebuildResponse(
                is_done=False, sizes=sizes, under_way=group[0], members=done.members
            )
        sizes |= done.sizes
    if not names:
        service.declare_whole()
    return RebuildResponse(is_done=True, sizes=sizes)
