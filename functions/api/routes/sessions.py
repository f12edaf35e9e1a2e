"""Sessions: a clip on its way in."""

from __future__ import annotations

from http import HTTPStatus
from uuid import uuid4

from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.caller import Me
from functions.api.outcomes import outcomes
from functions.api.requests import CreateSessionRequest, PathId
from functions.api.responses.sessions import CreateSessionResponse, SessionResponse
from functions.api.wiring import Now, Wired

router = APIGatewayRouter()


@router.post(
    "/sessions",
    status_code=HTTPStatus.CREATED,
    responses=outcomes(
        {
            404: ["CHALLENGE_NOT_FOUND"],
            422: ["EMPTY_FILE", "UNSUPPORTED_CONTENT_TYPE", "VIDEO_TOO_LARGE"],
        }
    ),
)
def create(
    clip: CreateSessionRequest,
    caller: Me,
    services: Wired,
    now: Now,
) -> CreateSessionResponse:
    """Return a new session and the form to upload its clip with."""
    grant = services.sessions.create(
        caller,
        content_type=clip.content_type,
        size_bytes=clip.size_bytes,
        challenge_id=clip.challenge_id,
        now=now,
        entropy=uuid4(),
    )
    return CreateSessionResponse.of(grant)


@router.get(
    "/sessions/<session_id>",
    responses=outcomes({403: ["SESSION_NOT_YOURS"], 404: ["SESSION_NOT_FOUND"]}),
)
def one(session_id: PathId, caller: Me, services: Wired) -> SessionResponse:
    """Return how far a clip of the caller's has come."""
    return SessionResponse.of(services.sessions.get(caller, session_id))
