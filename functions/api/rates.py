"""Nobody asks more often than anybody may: limits for each caller and for each address."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware

from functions.api.wiring.clock import Now
from functions.api.wiring.rates import Rates
from idance.domain.errors import UnavailableError

logger = Logger(child=True)


def limited(
    app: APIGatewayRestResolver, next_middleware: NextMiddleware, rates: Rates, now: Now
) -> Response[Any]:
    """Answer who asks too often with when to ask again.

    While nobody counts, everybody passes: `infra` makes a metric and an alarm of the log line.

    Raises
    ------
    TooManyError
        ``TOO_MANY_REQUESTS``.
    """
    context = app.current_event["requestContext"]
    user_id = (context.get("authorizer") or {}).get("userId")
    try:
        rates.check(user_id=user_id, address=context["identity"]["sourceIp"], now=now)
    except UnavailableError as error:
        logger.warning("rate limits are off", exc_info=error.__cause__)
    return next_middleware(app)
