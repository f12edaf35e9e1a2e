"""From the queue to the open connections; who is gone misses it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.news.wiring import connections
from idance.store.news_queue import Delivery

logger = Logger()
AT_ONCE: Final = 32


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], _context: LambdaContext) -> None:
    """Send every message of a batch to all its connections."""
    deliveries = [Delivery.model_validate_json(record["body"]) for record in event["Records"]]
    letters = [(to, one.message) for one in deliveries for to in one.connections]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        sent = list(pool.map(lambda letter: connections().send(*letter), letters))
    logger.info("delivered", extra={"sent": sum(sent), "gone": len(sent) - sum(sent)})
