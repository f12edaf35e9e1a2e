"""The boards anew from DynamoDB: Redis holds nothing that cannot be lost."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.leaderboard.wiring import leaderboards
from idance.domain.model import Model

logger = Logger()


class RebuildRequest(Model):
    """Which boards: those of the challenges named, and the global ones always."""

    challenge_ids: tuple[str, ...] = ()


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Rebuild boards while the stream goes on feeding them; the answer counts their members."""
    request = RebuildRequest.model_validate(event)
    service = leaderboards()
    challenges = {one: service.rebuild_challenge(one) for one in request.challenge_ids}
    result = {"challenges": challenges, "periods": service.rebuild_periods()}
    logger.info("rebuilt", extra=result)
    return result
