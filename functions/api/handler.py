"""The API: one resolver, a router per resource."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, CORSConfig
from aws_lambda_powertools.event_handler.middlewares.openapi_validation import (
    OpenAPIRequestValidationMiddleware,
    OpenAPIResponseValidationMiddleware,
)
from aws_lambda_powertools.logging import correlation_paths
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.api import errors
from functions.api.annotations import evaluated
from functions.api.audit import audited
from functions.api.caller import authorised
from functions.api.freshness import conditional
from functions.api.idempotency import idempotent
from functions.api.rates import limited
from functions.api.requests.body import as_json, parsed
from functions.api.routes import (
    api_keys,
    audit,
    challenge_batches,
    challenge_editing,
    challenge_figures,
    challenge_personal,
    challenge_templates,
    challenge_types,
    challenges,
    contests,
    documentation,
    health,
    leaderboards,
    notifications,
    pictures,
    references,
    reviews,
    sessions,
    submission_listing,
    submissions,
    users,
)

logger = Logger()
app = APIGatewayRestResolver(
    strip_prefixes=["/v1", "/api"],
    json_body_deserializer=parsed,
    # Any page may call: whom it speaks for it says with a token, not with a cookie.
    cors=CORSConfig(
        allow_headers=["Idempotency-Key", "If-Match", "If-None-Match"],
        expose_headers=["ETag", "Location", "Retry-After"],
        max_age=7200,
    ),
)
for injected in (limited, idempotent, audited):
    evaluated(injected)
app.use(
    [
        conditional,
        limited,
        authorised,
        # Switched on at the resolver, validation would come before everything else.
        OpenAPIRequestValidationMiddleware(),
        idempotent,
        audited,
        # An answer of ours that breaks its own promise is not the caller's fault.
        OpenAPIResponseValidationMiddleware(has_response_validation_error=True),
    ]
)
for part in (
    errors,
    api_keys,
    challenges,
    challenge_personal,
    challenge_batches,
    challenge_figures,
    challenge_editing,
    challenge_types,
    challenge_templates,
    references,
    sessions,
    submission_listing,
    submissions,
    leaderboards,
    contests,
    pictures,
    users,
    notifications,
    reviews,
    audit,
    health,
    documentation,
):
    app.include_router(part.router)


@logger.inject_lambda_context(correlation_id_path=correlation_paths.API_GATEWAY_REST)
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one HTTP request."""
    return app.resolve(as_json(event), context)
