"""What follows an answer: the way from a session to the board, for clients that are generated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_SUBMISSION: Final = "$response.body#/submissionId"


def _link(operation: str, about: str, **parameters: str) -> dict[str, Any]:
    return {"operationId": operation, "description": about, "parameters": parameters}


_SESSION: Final = _link(
    "sessions_one", "How far the clip is.", session_id="$response.body#/sessionId"
)
_SUBMIT: Final = _link(
    "submissions_submit", "Enter the clip.", challenge_id="$request.body#/challengeId"
) | {"requestBody": {"sessionId": "$response.body#/sessionId"}}
_RESULT: Final = _link("submissions_one", "What became of it.", submission_id=_SUBMISSION)
_ANALYSIS: Final = _link("submissions_analysis", "How it was scored.", submission_id=_SUBMISSION)

LINKS: Final[Mapping[tuple[str, str], Mapping[str, dict[str, Any]]]] = {
    ("sessions_create", "201"): {"session": _SESSION, "submit": _SUBMIT},
    ("submissions_submit", "201"): {
        "result": _RESULT,
        "leaderboard": _link(
            "leaderboards_of_challenge",
            "Where it stands.",
            challenge_id="$request.path.challenge_id",
        ),
    },
    ("submissions_submit", "202"): {"result": _RESULT},
    ("submissions_one", "200"): {
        "analysis": _ANALYSIS,
        "leaderboard": _link(
            "leaderboards_of_challenge",
            "Where it stands.",
            challenge_id="$response.body#/challengeId",
        ),
    },
}
"""By operation and status: name → the OpenAPI Link Object."""
