"""Every quarter of an hour: the figures of today's and yesterday's challenges."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.rotation.wiring import now, services

logger = Logger()


@logger.inject_lambda_context
def lambda_handler(_event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Compute stats and write the series; doing it twice writes the same."""
    days = services().figures.roll_up(now(), size_of=services().boards.size)
    result = {day.date.isoformat(): day.participants for day in days}
    logger.info("rolled up", extra={"participants": result})
    return result
