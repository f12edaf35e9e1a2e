"""Boards for the CDN, every few seconds, where they have changed; what is over is closed."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Annotated, Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import Field

from functions.leaderboard.wiring import services
from idance.domain.errors import UnavailableError
from idance.domain.model import Model

logger = Logger()


class PublishRequest(Model):
    """For how long, and how often: a schedule begins it anew every minute."""

    seconds: Annotated[float, Field(ge=0, le=840)] = 55
    every: Annotated[float, Field(gt=0, le=60)] = 3


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Publish again and again until time is up; without Redis nothing changes, and that is well."""
    request = PublishRequest.model_validate(event)
    until = time.monotonic() + request.seconds
    told: list[str] = []
    while True:
        try:
            told += services().publisher.publish_changes(datetime.now(UTC))
        except UnavailableError:
            logger.warning("nothing published", exc_info=True)
        if time.monotonic() + request.every > until:
            return {"published": told}
        time.sleep(request.every)
