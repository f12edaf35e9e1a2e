"""The API: one resolver, a router per resource, imported when somebody asks for it."""

from __future__ import annotations

import os
from typing import Any, Final

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import CORSConfig
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
from functions.api.erased import unerased
from functions.api.freshness import conditional
from functions.api.idempotency import idempotent
from functions.api.opening import OpeningResolver
from functions.api.rates import limited
from functions.api.requests.body import as_json, parsed

ON_DEMAND: Final = "on-demand"
logger = Logger()
app = OpeningResolver(
    json_body_deserializer=parsed,
    # Any page may call: whom it speaks for it says with a token, not with a cookie.
    cors=CORSConfig(
        allow_headers=["Idempotency-Key", "If-Match", "If-None-Match"],
        expose_headers=["ETag", "Location", "Retry-After"],
        max_age=7200,
    ),
)
for injected in (limited, unerased, idempotent, audited):
    evaluated(injected)
app.use(
    [
        conditional,
        limited,
        authorised,
        # Switched on at the resolver, validation would come before everything else.
        OpenAPIRequestValidationMiddleware(),
        unerased,
        idempotent,
        audited,
        # An answer of ours that breaks its own promise is not the caller's fault.
        OpenAPIResponseValidationMiddleware(has_response_validation_error=True),
    ]
)
app.include_router(errors.router)
if os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE", ON_DEMAND) != ON_DEMAND:
    app.build()


@logger.inject_lambda_context(correlation_id_path=correlation_paths.API_GATEWAY_REST)
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one HTTP request."""
    return app.resolve(as_json(event), context)
