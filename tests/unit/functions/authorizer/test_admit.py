"""The gatekeeper of live connections: the same tokens, from the address."""

from __future__ import annotations

from typing import Any

import pytest

from functions.authorizer.admit import lambda_handler
from functions.authorizer.tokens import UnauthorizedError
from idance.domain.ids import user_id_of
from tests.unit.functions.authorizer.issuer import ISSUER, Issuer
from tests.unit.functions.lambda_context import AnyLambdaContext

ARN = "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/prod/$connect"


def admit(query: dict[str, str] | None) -> dict[str, Any]:
    event = {"type": "REQUEST", "methodArn": ARN, "queryStringParameters": query}
    policy: dict[str, Any] = lambda_handler(event, AnyLambdaContext())
    return policy


def test_a_valid_token_opens_a_connection(issuer: Issuer) -> None:
    answer = admit({"token": issuer.token(name="Mia")})
    assert answer["principalId"] == user_id_of(ISSUER, "google|42")
    assert answer["policyDocument"]["Statement"] == [
        {"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": ARN}
    ]


@pytest.mark.parametrize("query", [None, {}, {"token": "nonsense"}])
def test_nobody_else_connects(issuer: Issuer, query: dict[str, str] | None) -> None:
    del issuer
    with pytest.raises(UnauthorizedError):
        admit(query)
