"""Twice a day: every one of the next seven days has its challenge."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.rotation.wiring import now, services

logger = Logger()


@logger.inject_lambda_context
def lambda_handler(_event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Make the challenges that are missing; running it twice makes none more."""
    result = {"made": [one.id for one in services().challenges.pregenerate(now())]}
    logger.info("pregenerated", extra=result)
    return result
