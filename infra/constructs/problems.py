"""What API Gateway says when it answers by itself, in the words of the API."""

import json

from aws_cdk import aws_apigateway as apigateway

PROBLEMS = {
    "UNAUTHORIZED": (401, "Unauthorized", "UNAUTHORIZED", "Sign in to go on."),
    "ACCESS_DENIED": (403, "Forbidden", "FORBIDDEN", "You may not do this."),
    "WAF_FILTERED": (403, "Forbidden", "FORBIDDEN", "This request was refused."),
    "MISSING_AUTHENTICATION_TOKEN": (
        404,
        "Not Found",
        "ROUTE_NOT_FOUND",
        "There is no such address here.",
    ),
    "REQUEST_TOO_LARGE": (413, "Content Too Large", "REQUEST_TOO_LARGE", "That is too much."),
    "THROTTLED": (429, "Too Many Requests", "THROTTLED", "Too many at once: wait a moment."),
    "INTEGRATION_TIMEOUT": (504, "Gateway Timeout", "TIMEOUT", "Please try again."),
    "DEFAULT_4XX": (None, "Bad Request", "BAD_REQUEST", "This request could not be understood."),
    "DEFAULT_5XX": (None, "Internal Server Error", "INTERNAL_ERROR", "Please try again."),
}
"""Response type to status, title, code and detail; the defaults keep the status they stand for."""


def add_problems(rest: apigateway.RestApi) -> None:
    """Give every answer of the gateway's own the shape of RFC 9457."""
    for name, (status, title, code, detail) in PROBLEMS.items():
        problem = {"type": "about:blank", "title": title, "detail": detail, "code": code}
        rest.add_gateway_response(
            name.title().replace("_", ""),
            type=apigateway.ResponseType.of(name),
            status_code=str(status) if status else None,
            response_headers={"Content-Type": "'application/problem+json'"},
            templates={
                "application/json": json.dumps(
                    problem
                    | ({"status": status} if status else {})
                    | {"requestId": "$context.requestId"}
                )
            },
        )
