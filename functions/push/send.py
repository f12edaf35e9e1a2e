"""From the social table's stream to phones: notifications, the day's challenge, and devices."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.push.wiring import endpoints, push
from functions.records import Record, each
from idance.domain.notification import Notification
from idance.domain.push import Push
from idance.store.social_images import read_news

logger = Logger()


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Push what is new; a record that SNS did not take comes again, the others do not."""
    if not endpoints().platforms:
        logger.info("nothing is pushed: this stage has no platform application")
        return {"batchItemFailures": []}
    return each(event["Records"], _tell)


def _tell(record: Record) -> None:
    news, now = read_news(record), datetime.now(UTC)
    if isinstance(news, Notification):
        push().tell(news, now=now)
    elif isinstance(news, Push):
        push().announce(news, now=now)
    elif news is not None:
        push().settle(news)
