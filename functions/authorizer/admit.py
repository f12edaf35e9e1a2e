"""The gatekeeper of live connections: a REQUEST authorizer of the WebSocket API.

A page in a browser cannot send a header with a WebSocket: the token comes as ``?token=…``.
"""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.authorizer.tokens import UnauthorizedError
from functions.authorizer.wiring import verifier

logger = Logger()


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Let a dancer with a valid token connect.

    Raises
    ------
    UnauthorizedError
        API Gateway answers 401.
    """
    token = (event.get("queryStringParameters") or {}).get("token", "")
    try:
        caller = verifier().caller(f"Bearer {token}")
    except UnauthorizedError as error:
        logger.info("token refused", extra={"reason": str(error.__cause__ or "no bearer token")})
        raise
    statement = {
        "Action": "execute-api:Invoke",
        "Effect": "Allow",
        "Resource": event["methodArn"],
    }
    return {
        "principalId": caller.user_id,
        "policyDocument": {"Version": "2012-10-17", "Statement": [statement]},
        "context": caller.model_dump(),
    }
