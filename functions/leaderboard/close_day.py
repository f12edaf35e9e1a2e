"""The day is over: from now on ranks of all time are compared with how it ended."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.leaderboard.wiring import services

logger = Logger()


@logger.inject_lambda_context
def lambda_handler(_event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Write how all time stood at midnight; comes when the day's last clips are scored."""
    written = services().closing.roll(datetime.now(UTC))
    logger.info("closed the day", extra={"written": written})
    return {"written": written}
