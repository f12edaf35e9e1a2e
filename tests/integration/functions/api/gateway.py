"""The gateway before the API: asks the real authorizer about real tokens, as API Gateway does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from functions.authorizer.authorize import lambda_handler
from functions.authorizer.tokens import UnauthorizedError
from idance.domain.profile import Caller
from tests.integration.functions.api.contract import operation_at
from tests.integration.functions.api.phone import Phone
from tests.unit.functions.lambda_context import AnyLambdaContext

ARN = "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/prod"


@dataclass(frozen=True)
class Gateway:
    """Somebody who calls through the gateway, with a token or without."""

    token: str | None

    def send(self, method: str, path: str, *, text: str | None) -> tuple[int, str]:
        """Return status and code of the answer; the code is empty where it is no problem."""
        operation = operation_at(method, path) or {}
        if operation.get("x-access") == "everybody":
            return _told(Phone(None), method, path, text)
        caller = self._caller(f"{ARN}/{method}/v1{path}")
        if caller is None:
            return 401, "UNAUTHORIZED"
        return _told(Phone(caller), method, path, text)

    def _caller(self, method_arn: str) -> Caller | None:
        """Return who the authorizer says it is; a request without a token does not reach it."""
        if self.token is None:
            return None
        event = {"authorizationToken": f"Bearer {self.token}", "methodArn": method_arn}
        try:
            policy: dict[str, Any] = lambda_handler(event, AnyLambdaContext())
        except UnauthorizedError:
            return None
        return Caller.model_validate(policy["context"])


def _told(phone: Phone, method: str, path: str, text: str | None) -> tuple[int, str]:
    answer = phone.send(method, path, text=text)
    return answer.status, answer.body["code"] if answer.status >= 400 else ""
