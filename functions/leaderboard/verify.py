"""Boards compared with DynamoDB, by the clock and on demand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools import Logger, single_metric
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.leaderboard.wiring import services
from idance.domain.model import Model

logger = Logger()


class VerifyRequest(Model):
    """Which boards, by name; none: all that Redis holds now."""

    boards: tuple[str, ...] = ()


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Report how far boards are from the truth; an alarm rings if one is."""
    request = VerifyRequest.model_validate(event)
    groups = services().rebuild.names(datetime.now(UTC))
    names = request.boards or tuple(
        name for group in groups for name in group if not name.endswith("~")
    )
    drifts = services().verifier.verify(names)
    amiss = [one for one in drifts if not one.is_true]
    with single_metric("BoardDrift", MetricUnit.Count, sum(one.wrong + one.extra for one in amiss)):
        pass
    for one in amiss:
        logger.error("drift", extra=one.model_dump(by_alias=True))
    return {
        "boards": len(drifts),
        "drift": [one.model_dump(by_alias=True) for one in amiss],
        "members": sum(one.members for one in drifts),
    }
