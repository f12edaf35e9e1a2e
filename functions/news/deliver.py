"""From the queue to the open connections; who is gone misses it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.news.wiring import connections
from functions.records import Record, each
from idance.store.news_queue import Delivery

logger = Logger()
AT_ONCE: Final = 16


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Send every message of a batch to all its connections; what failed comes again by itself."""
    return each(event["Records"], _deliver)


def _deliver(record: Record) -> None:
    """Send one message to all; who got it before another failed gets it twice, without harm."""
    one = Delivery.model_validate_json(record["body"])
    with ThreadPoolExecutor(AT_ONCE) as pool:
        sent = list(pool.map(lambda to: connections().send(to, one.message), one.connections))
    logger.info("delivered", extra={"sent": sum(sent), "gone": len(sent) - sum(sent)})
