"""The table of contents: which module of `functions.api.routes` answers which requests.

A request imports the one module that answers it. The order is that in which routes are tried, where
two could answer; ``*`` stands for any one part of a path. A test holds it against the routes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

CONTENTS: Final[dict[str, tuple[str, ...]]] = {
    "api_keys": (
        "GET /api-keys",
        "PUT /api-keys/*",
        "DELETE /api-keys/*",
    ),
    "challenges": (
        "GET /challenges/today",
        "GET /challenges/upcoming",
        "GET /challenges/days/*",
        "GET /challenges/*",
    ),
    "challenge_personal": ("GET /challenges/personalized",),
    "challenge_batches": (
        "POST /challenges/import",
        "POST /challenges/month",
        "GET /challenges/export",
    ),
    "challenge_figures": (
        "GET /challenges/analytics",
        "GET /challenges/*/stats",
    ),
    "challenge_editing": (
        "POST /challenges",
        "GET /challenges",
        "GET /challenges/*/preview",
        "PUT /challenges/*",
        "PATCH /challenges/*",
        "POST /challenges/*/publish",
        "DELETE /challenges/*",
    ),
    "challenge_types": (
        "GET /challenge-types",
        "POST /challenge-types",
        "PUT /challenge-types/*",
        "DELETE /challenge-types/*",
    ),
    "challenge_templates": (
        "GET /challenge-templates",
        "POST /challenge-templates",
        "GET /challenge-templates/*",
        "PUT /challenge-templates/*",
        "DELETE /challenge-templates/*",
    ),
    "references": (
        "POST /references",
        "GET /references/*",
    ),
    "sessions": (
        "POST /sessions",
        "GET /sessions",
        "GET /sessions/*",
        "DELETE /sessions/*",
        "GET /sessions/*/upload",
        "POST /sessions/*/upload/complete",
    ),
    "submission_listing": (
        "GET /submissions",
        "GET /submissions/progress",
        "GET /challenges/*/submissions",
    ),
    "submissions": (
        "POST /challenges/*/submit",
        "GET /submissions/*",
        "GET /submissions/*/attempts",
        "POST /submissions/*/cancel",
        "POST /submissions/*/retry",
        "GET /submissions/*/analysis",
    ),
    "leaderboards": (
        "GET /leaderboards/global",
        "GET /leaderboards/global/analytics",
        "GET /leaderboards/history",
        "GET /leaderboards/league",
        "PUT /leaderboards/league/time-zone",
        "GET /leaderboards/live",
        "GET /leaderboards/challenge/*",
        "GET /leaderboards/challenge/*/analytics",
    ),
    "contests": (
        "GET /leaderboards/contests",
        "POST /leaderboards/contests",
        "GET /leaderboards/contests/*",
        "DELETE /leaderboards/contests/*",
    ),
    "pictures": (
        "GET /submissions/*/overlay",
        "GET /submissions/*/report",
    ),
    "users": (
        "GET /users/*/badges",
        "GET /users/*/stats",
        "POST /users/*/follow",
        "DELETE /users/*/follow",
        "POST /users/*/ban",
        "POST /users/*/unban",
    ),
    "privacy": (
        "GET /users/me/data",
        "GET /users/me/consents",
        "PUT /users/me/consents",
        "DELETE /users/me",
        "DELETE /users/*",
        "GET /erasures/*",
    ),
    "devices": (
        "POST /users/me/devices",
        "DELETE /users/me/devices/*",
        "GET /users/me/preferences",
        "PUT /users/me/preferences",
    ),
    "notifications": ("GET /notifications",),
    "reviews": (
        "GET /admin/reviews",
        "POST /submissions/*/report",
        "POST /submissions/*/comments/*/report",
        "POST /submissions/*/comments/*/review",
        "POST /submissions/*/appeal",
        "POST /submissions/*/hold",
        "POST /submissions/*/review",
        "POST /submissions/*/rescore",
    ),
    "reception": (
        "POST /submissions/*/like",
        "POST /submissions/*/comments",
        "GET /submissions/*/comments",
        "DELETE /submissions/*/comments/*",
    ),
    "audit": ("GET /admin/audit",),
    "health": ("GET /health",),
    "documentation": (
        "GET /openapi.json",
        "GET /docs",
    ),
}


Pattern = tuple[str, ...]


def module_at(method: str, path: str) -> str | None:
    """Return the module that answers a request; None if none is known to."""
    parts = tuple(path.split("/")[1:])
    for pattern, module in _by_shape().get((method, len(parts)), ()):
        if all(want in {"*", part} for want, part in zip(pattern, parts, strict=True)):
            return module
    return None


@cache
def _by_shape() -> Mapping[tuple[str, int], Sequence[tuple[Pattern, str]]]:
    """Return patterns and their modules by method and length, those without ``*`` first."""
    shapes: dict[tuple[str, int], list[tuple[Pattern, str]]] = {}
    for module, routes in CONTENTS.items():
        for route in routes:
            method, _, path = route.partition(" ")
            pattern = tuple(path.split("/")[1:])
            shapes.setdefault((method, len(pattern)), []).append((pattern, module))
    for known in shapes.values():
        known.sort(key=lambda one: "*" in one[0])
    return shapes
