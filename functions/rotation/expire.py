"""Every few minutes: nobody waits for ever for an upload that never came."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.rotation.wiring import now, services

logger = Logger()


@logger.inject_lambda_context
def lambda_handler(_event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """End what has stood still for too long, each with its reason."""
    result = {"expired": services().scoring.expire_overdue(now())}
    logger.info("expired", extra=result)
    return result
