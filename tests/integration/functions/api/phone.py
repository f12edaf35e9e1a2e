"""A phone that talks to the API: real proxy events in, parsed answers out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from functions.api.handler import lambda_handler
from idance.domain.profile import Caller
from tests.integration.functions.api.contract import check_answer
from tests.unit.functions.lambda_context import AnyLambdaContext

REQUEST_ID = "c6af9ac6-7b61-11e6-9a41-93e8deadbeef"


@dataclass(frozen=True)
class Answer:
    """What comes back over HTTP."""

    status: int
    headers: dict[str, str]
    body: Any

    @property
    def error(self) -> tuple[int, str]:
        """Status and code, of an answer that is a problem document."""
        assert self.headers["Content-Type"] == "application/problem+json", self
        assert self.body["status"] == self.status
        assert self.body["requestId"] == REQUEST_ID
        assert self.body["title"]
        assert self.body["detail"]
        return self.status, self.body["code"]


@dataclass(frozen=True)
class Phone:
    """A signed-in dancer's phone."""

    caller: Caller | None
    prefix: str = "/v1"
    headers: Mapping[str, str] = field(default_factory=dict)

    def get(self, path: str, **query: object) -> Answer:
        """Send a GET."""
        return self.send("GET", path, query=query)

    def post(self, path: str, body: object = None) -> Answer:
        """Send a POST with a JSON body."""
        return self.send("POST", path, text=json.dumps(body))

    def send(
        self,
        method: str,
        path: str,
        *,
        text: str | None = None,
        query: dict[str, object] | None = None,
        content_type: str = "application/json",
    ) -> Answer:
        """Send any request."""
        event = self.event(method, path, text=text, query=query, content_type=content_type)
        answer = lambda_handler(event, AnyLambdaContext())
        headers = {name: values[0] for name, values in answer["multiValueHeaders"].items()}
        told = Answer(answer["statusCode"], headers, _parsed(headers, answer["body"]))
        check_answer(
            method,
            path,
            status=told.status,
            content_type=headers.get("Content-Type", ""),
            body=told.body,
        )
        return told

    def event(
        self,
        method: str,
        path: str,
        *,
        text: str | None,
        query: dict[str, object] | None = None,
        content_type: str = "application/json",
    ) -> dict[str, Any]:
        """Return what API Gateway hands to a proxy function of a REST API."""
        full = f"{self.prefix}{path}"
        params = {name: str(value) for name, value in (query or {}).items()}
        usual = {"Accept": "*/*", "Content-Type": content_type, "Host": "api.example"}
        headers = usual | dict(self.headers)
        return {
            "resource": f"{self.prefix}/{{proxy+}}",
            "path": full,
            "httpMethod": method,
            "headers": headers,
            "multiValueHeaders": {name: [value] for name, value in headers.items()},
            "queryStringParameters": params or None,
            "multiValueQueryStringParameters": {n: [v] for n, v in params.items()} or None,
            "pathParameters": {"proxy": path.lstrip("/")},
            "stageVariables": None,
            "requestContext": {
                "resourceId": "2gxmpl",
                "resourcePath": f"{self.prefix}/{{proxy+}}",
                "httpMethod": method,
                "path": f"/prod{full}?{urlencode(params)}".rstrip("?"),
                "accountId": "123456789012",
                "protocol": "HTTP/1.1",
                "stage": "prod",
                "requestId": REQUEST_ID,
                "identity": {"sourceIp": "203.0.113.7", "userAgent": "iDance/1.0"},
                "apiId": "70ixmpl4fl",
                **self._authorizer(),
            },
            "body": text,
            "isBase64Encoded": False,
        }

    def _authorizer(self) -> dict[str, Any]:
        if self.caller is None:
            return {}
        context = self.caller.model_dump()
        return {"authorizer": {"principalId": self.caller.user_id, **context}}


def _parsed(headers: dict[str, str], body: str | None) -> Any:  # noqa: ANN401 (JSON)
    return json.loads(body) if body and "json" in headers.get("Content-Type", "") else body
