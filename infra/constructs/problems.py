"""What API Gateway says when it answers by itself, in the words of the API."""

import json
from dataclasses import dataclass, field
from http import HTTPStatus

from aws_cdk import aws_apigateway as apigateway


@dataclass(frozen=True, slots=True)
class GatewayProblem:
    """One problem: its status, our stable code, a sentence, and headers beside the usual."""

    status: HTTPStatus
    code: str
    detail: str
    headers: dict[str, str] = field(default_factory=dict)

    def document(self, request_id: str = "$context.requestId") -> str:
        """Return the problem document; the gateway puts the request's id into it."""
        return json.dumps(
            {
                "type": "about:blank",
                "title": self.status.phrase,
                "status": self.status,
                "detail": self.detail,
                "code": self.code,
                "requestId": request_id,
            }
        )


_FORBIDDEN = GatewayProblem(HTTPStatus.FORBIDDEN, "FORBIDDEN", "You may not do this.")
_NOT_UNDERSTOOD = GatewayProblem(
    HTTPStatus.BAD_REQUEST, "BAD_REQUEST", "This request could not be understood."
)
_NOWHERE = GatewayProblem(HTTPStatus.NOT_FOUND, "ROUTE_NOT_FOUND", "There is no such address here.")
_OUR_FAULT = GatewayProblem(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "INTERNAL_ERROR",
    "Something went wrong on our side. Please try again.",
)
TOO_FAST = GatewayProblem(
    HTTPStatus.TOO_MANY_REQUESTS,
    "THROTTLED",
    "Too many at once: wait a moment.",
    {"Retry-After": "1"},
)
"""Also what the firewall says, which knows no request id."""
_TOO_SLOW = GatewayProblem(HTTPStatus.GATEWAY_TIMEOUT, "TIMEOUT", "Please try again.")
_UNSIGNED = GatewayProblem(
    HTTPStatus.UNAUTHORIZED,
    "UNAUTHORIZED",
    "Sign in to go on.",
    {"WWW-Authenticate": "Bearer"},
)
PROBLEMS = {
    "ACCESS_DENIED": _FORBIDDEN,
    "API_CONFIGURATION_ERROR": _OUR_FAULT,
    "AUTHORIZER_CONFIGURATION_ERROR": _OUR_FAULT,
    "AUTHORIZER_FAILURE": _OUR_FAULT,
    "BAD_REQUEST_BODY": _NOT_UNDERSTOOD,
    "BAD_REQUEST_PARAMETERS": _NOT_UNDERSTOOD,
    "EXPIRED_TOKEN": _UNSIGNED,
    "INTEGRATION_FAILURE": _TOO_SLOW,
    "INTEGRATION_TIMEOUT": _TOO_SLOW,
    "INVALID_API_KEY": _FORBIDDEN,
    "INVALID_SIGNATURE": _UNSIGNED,
    "MISSING_AUTHENTICATION_TOKEN": _NOWHERE,
    "QUOTA_EXCEEDED": TOO_FAST,
    "REQUEST_TOO_LARGE": GatewayProblem(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "REQUEST_TOO_LARGE", "That is too much."
    ),
    "RESOURCE_NOT_FOUND": _NOWHERE,
    "THROTTLED": TOO_FAST,
    "UNAUTHORIZED": _UNSIGNED,
    "UNSUPPORTED_MEDIA_TYPE": GatewayProblem(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE", "Please send JSON."
    ),
    "WAF_FILTERED": GatewayProblem(HTTPStatus.FORBIDDEN, "FORBIDDEN", "This request was refused."),
    "DEFAULT_4XX": _NOT_UNDERSTOOD,
    "DEFAULT_5XX": _OUR_FAULT,
}
"""What the gateway can meet, all of it named, so that each document has its own status."""


def add_problems(rest: apigateway.RestApi) -> None:
    """Give every answer of the gateway's own the shape of RFC 9457."""
    for name, problem in PROBLEMS.items():
        headers = {
            "Content-Type": "application/problem+json",
            "Cache-Control": "no-store",
            # A page that may not read the answer could not even tell why it failed.
            "Access-Control-Allow-Origin": "*",
            **problem.headers,
        }
        rest.add_gateway_response(
            name.title().replace("_", ""),
            type=apigateway.ResponseType.of(name),
            status_code=str(problem.status.value),
            response_headers={header: f"'{value}'" for header, value in headers.items()},
            templates={"application/json": problem.document()},
        )
