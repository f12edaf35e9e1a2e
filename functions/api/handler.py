"""The API: one resolver, a router per resource."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools.logging import correlation_paths
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.api import errors
from functions.api.requests import as_json, parsed
from functions.api.routes import (
    challenges,
    health,
    leaderboards,
    sessions,
    submissions,
    users,
)

logger = Logger()
app = APIGatewayRestResolver(
    enable_validation=True,
    # Otherwise an answer of ours that breaks its own promise would be told as the caller's fault.
    response_validation_error_http_code=HTTPStatus.INTERNAL_SERVER_ERROR,
    strip_prefixes=["/v1", "/api"],
    json_body_deserializer=parsed,
)
for part in (errors, challenges, sessions, submissions, leaderboards, users, health):
    app.include_router(part.router)


@logger.inject_lambda_context(correlation_id_path=correlation_paths.API_GATEWAY_REST)
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one HTTP request."""
    return app.resolve(as_json(event), context)
