"""At midnight UTC: the past challenge ends, the day's goes live, and everybody is told."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.rotation.wiring import now, services
from idance.domain.push import Push

logger = Logger()


@logger.inject_lambda_context
def lambda_handler(_event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """End what is over, let the day's challenge go live; doing it twice changes nothing more."""
    at = now()
    rotation = services().room.service.rotate_daily_challenges(at)
    services().announcements.add(at.date(), Push.of_day(rotation.live), now=at)
    result = {"live": rotation.live.id, "ended": list(rotation.ended)}
    logger.info("rotated", extra=result)
    return result
