"""Annotations, evaluated once.

Powertools reads those of a route, and of everything it is injected with, at every request; while
they are text, reading them takes longer than all the rest of injecting.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, get_type_hints

from aws_lambda_powertools.event_handler import Depends


@cache
def evaluated(function: Callable[..., Any]) -> dict[str, Any]:
    """Return what a function's annotations mean, which takes their place.

    The same happens to those of whatever is injected into it.
    """
    hints = get_type_hints(function, include_extras=True)
    function.__annotations__ = hints
    for hint in hints.values():
        for mark in getattr(hint, "__metadata__", ()):
            if isinstance(mark, Depends):
                evaluated(mark.dependency)
    return hints
