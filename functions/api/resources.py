"""The API's resources: each module of `functions.api.routes` is one, and may be a key's scope."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def resource_of(route: Callable[..., Any]) -> str:
    """Return the resource that a route's function is about."""
    return route.__module__.rpartition(".")[2]
