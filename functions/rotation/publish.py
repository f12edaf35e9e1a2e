"""Every few minutes: what a CDN serves of the challenges is what the table says."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.rotation.wiring import now, services

logger = Logger()


@logger.inject_lambda_context
def lambda_handler(_event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Publish the manifest, if it is not the one that stands there."""
    result = {"published": services().room.manifest.publish(now())}
    logger.info("manifest", extra=result)
    return result
