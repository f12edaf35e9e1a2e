"""From the core table's stream to notifications: whoever earns a badge is told of it."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.push.wiring import notifications
from functions.records import Record, each
from idance.service.badge_news import tell_of_badge
from idance.store.social_images import read_badge

logger = Logger()


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Write a notification for every badge that is new; again, it is the same one."""
    return each(event["Records"], _tell)


def _tell(record: Record) -> None:
    badge = read_badge(record)
    if badge is not None:
        tell_of_badge(badge, notifications())
