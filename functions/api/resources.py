"""The API's resources: each module of `functions.api.routes` is one, and may be a key's scope."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools.event_handler.api_gateway import Route


def resource_of(route: Callable[..., Any]) -> str:
    """Return the resource that a route's function is about."""
    return route.__module__.rpartition(".")[2]


def routes_of(app: APIGatewayRestResolver) -> Sequence[Route]:
    """Return all routes of an API."""
    return [*app._static_routes, *app._dynamic_routes]  # noqa: SLF001 (there is no public list)
