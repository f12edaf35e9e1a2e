"""The routes that need no token: those the OpenAPI document says are for everybody."""

import json
import re

from aws_cdk import aws_apigateway as apigateway

from infra.constructs.acknowledged import acknowledge
from infra.stage import ROOT

DOCUMENT = ROOT / "docs" / "openapi.json"
DOCUMENTATION = ("/openapi.json", "/docs")


def open_routes() -> list[str]:
    """Return the paths, below the version, that anybody may GET."""
    paths = json.loads(DOCUMENT.read_text())["paths"]
    described = [
        path
        for path, operations in paths.items()
        if operations.get("get", {}).get("x-access") == "everybody"
    ]
    return [*described, *DOCUMENTATION]


def shadowed_routes() -> list[str]:
    """Return the paths that want a token for a GET and that an open path would answer as well.

    A gateway takes `/challenges/export` for a `/challenges/{challenge_id}`, unless it is told.
    """
    paths = json.loads(DOCUMENT.read_text())["paths"]
    patterns = [re.compile(re.sub(r"\{\w+\}", "[^/{]+", path)) for path in open_routes()]
    return [
        path
        for path, operations in paths.items()
        if operations.get("get", {}).get("x-access", "everybody") != "everybody"
        and any(pattern.fullmatch(path) for pattern in patterns)
    ]


def add_open_routes(
    version: apigateway.Resource,
    target: apigateway.Integration,
    validator: apigateway.IRequestValidator,
    gate: apigateway.IAuthorizer,
) -> None:
    """Let everybody GET them.

    A gateway looks for resource and method together: whatever else is asked of such a path falls
    through to the one that wants a token.
    """
    for path in shadowed_routes():
        version.resource_for_path(path.removeprefix("/")).add_method(
            "GET",
            target,
            authorizer=gate,
            authorization_type=apigateway.AuthorizationType.CUSTOM,
            request_validator=validator,
        )
    for path in open_routes():
        method = version.resource_for_path(path.removeprefix("/")).add_method(
            "GET", target, request_validator=validator
        )
        acknowledge(
            method, {"AwsSolutions-APIG4": "The same for everybody, so that a CDN may keep it."}
        )
