"""The API's gatekeeper: a TOKEN authorizer for any OpenID Connect issuer."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.data_classes.api_gateway_authorizer_event import (
    APIGatewayAuthorizerResponse,
)
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.authorizer.tokens import UnauthorizedError
from functions.authorizer.wiring import api_keys, verifier
from idance.domain.api_key import PREFIX
from idance.domain.profile import Caller

logger = Logger()


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Let a dancer with a valid token in, and tell the API who it is.

    Raises
    ------
    UnauthorizedError
        API Gateway answers 401.
    jwt.PyJWKClientConnectionError
        The issuer's keys are out of reach; API Gateway answers 500.
    """
    try:
        caller = _caller(event.get("authorizationToken", ""))
    except UnauthorizedError as error:
        logger.info(
            "token refused", extra={"reason": str(error.__cause__ or "no token, or no key of ours")}
        )
        raise
    return _allow(caller, method_arn=event["methodArn"])


def _caller(authorization: str) -> Caller:
    """Return who sends a person's token, or a service's key in its place."""
    scheme, _, text = authorization.partition(" ")
    if scheme.lower() != "bearer" or not text.startswith(PREFIX):
        return verifier().caller(authorization)
    caller = api_keys().caller(text)
    if caller is None:
        raise UnauthorizedError
    return caller


def _allow(caller: Caller, *, method_arn: str) -> dict[str, Any]:
    """Return a policy for the whole stage: API Gateway caches it per token, not per route."""
    policy = APIGatewayAuthorizerResponse.from_route_arn(
        method_arn,
        principal_id=caller.user_id,
        context=caller.model_dump(),
    )
    policy.allow_all_routes()
    return policy.asdict()
