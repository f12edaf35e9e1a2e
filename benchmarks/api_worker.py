"""One fresh process that answers requests, and says in processor time what that cost.

``python -m benchmarks.api_worker ours|peer COUNT``: prints JSON with the milliseconds of importing
the handler, of the first request, and of each request afterwards, by endpoint.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

HANDLERS: Final = {
    "ours": ("functions.api.handler", "lambda_handler"),
    "peer": ("benchmarks.api_peer", "handler"),
}
USER: Final = "5f2b6f0e-8a52-4c52-9d53-4f5800000000"
CLIP: Final = json.dumps({"contentType": "video/mp4", "sizeBytes": 4_200_000})


class Context:
    """What Lambda passes beside the event."""

    function_name = "api"
    memory_limit_in_mb = 1024
    invoked_function_arn = "arn:aws:lambda:us-east-1:000000000000:function:api"
    aws_request_id = "3f1b8a52-9d53-4f58-8f53-000000000000"


def event(
    method: str, path: str, body: str | None = None, *, user_id: str = USER
) -> dict[str, Any]:
    """Return what API Gateway hands to a proxy function."""
    headers = {"Accept": "*/*", "Content-Type": "application/json", "Host": "api.example"}
    return {
        "resource": "/v1/{proxy+}",
        "path": f"/v1{path}",
        "httpMethod": method,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "pathParameters": {"proxy": path.lstrip("/")},
        "stageVariables": None,
        "requestContext": {
            "httpMethod": method,
            "path": f"/prod/v1{path}",
            "stage": "prod",
            "requestId": "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
            "identity": {"sourceIp": "203.0.113.7", "userAgent": "iDance/1.0"},
            "authorizer": {
                "principalId": user_id,
                "userId": user_id,
                "role": "user",
                "displayName": "Mia",
                "scopes": "",
            },
        },
        "body": body,
        "isBase64Encoded": False,
    }


def main() -> None:
    """Measure one of the two."""
    who, count = sys.argv[1], int(sys.argv[2])
    start = time.process_time()
    module, name = HANDLERS[who]
    handler = getattr(import_module(module), name)
    imported = time.process_time()
    answer(handler, "GET", "/challenges/today")
    first = time.process_time()
    session_id = answer(handler, "POST", "/sessions", CLIP)["sessionId"]
    requests = {
        "GET /challenges/today": ("GET", "/challenges/today", None),
        "POST /sessions": ("POST", "/sessions", CLIP),
        "GET /sessions/{id}": ("GET", f"/sessions/{session_id}", None),
    }
    warm = {name: warm_ms(handler, request, count) for name, request in requests.items()}
    told = {"import": ms(imported - start), "first": ms(first - imported), "warm": warm}
    sys.stdout.write(json.dumps(told) + "\n")


def warm_ms(handler: Callable[..., Any], request: tuple[str, str, str | None], count: int) -> float:
    """Return the processor milliseconds of a request to a process that has answered before."""
    for _ in range(5):
        answer(handler, *request)
    start = time.process_time()
    for _ in range(count):
        answer(handler, *request)
    return ms((time.process_time() - start) / count)


def answer(
    handler: Callable[..., Any],
    method: str,
    path: str,
    body: str | None = None,
    *,
    user_id: str = USER,
) -> Any:  # noqa: ANN401 (JSON)
    """Return the body of a good answer."""
    told = handler(event(method, path, body, user_id=user_id), Context())
    if told["statusCode"] >= 300:  # noqa: PLR2004 (not a good answer)
        raise RuntimeError(f"{method} {path}: {told['statusCode']} {told['body']}")
    return json.loads(told["body"])


def ms(seconds: float) -> float:
    """Return milliseconds, to the hundredth."""
    return round(seconds * 1000, 2)


if __name__ == "__main__":
    main()
