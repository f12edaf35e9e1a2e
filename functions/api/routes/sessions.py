"""Sessions: a clip on its way in."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final
from uuid import uuid4

from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.caller import Me
from functions.api.outcomes import outcomes
from functions.api.requests.fields import CursorText, Limit, PathId
from functions.api.requests.sessions import CreateSessionRequest
from functions.api.responses.sessions import (
    CreateSessionResponse,
    SessionResponse,
    SessionsResponse,
    Upload,
)
from functions.api.wiring.clock import Now
from functions.api.wiring.sessions import Sessions

router = APIGatewayRouter()
_THEIRS: Final = {403: ["SESSION_NOT_YOURS"], 404: ["SESSION_NOT_FOUND"]}


@router.post(
    "/sessions",
    status_code=HTTPStatus.CREATED,
    responses=outcomes(
        {
            403: ["CONSENT_NEEDED"],
            404: ["CHALLENGE_NOT_FOUND"],
            422: ["EMPTY_FILE", "UNSUPPORTED_CONTENT_TYPE", "VIDEO_TOO_LARGE"],
        }
    ),
)
def create(
    clip: CreateSessionRequest,
    caller: Me,
    sessions: Sessions,
    now: Now,
) -> CreateSessionResponse:
    """Return a new session and the form to upload its clip with."""
    grant = sessions.create(
        caller,
        content_type=clip.content_type,
        size_bytes=clip.size_bytes,
        challenge_id=clip.challenge_id,
        now=now,
        entropy=uuid4(),
        multipart=clip.multipart,
    )
    return CreateSessionResponse.of(grant)


@router.get("/sessions", responses=outcomes({422: ["INVALID_CURSOR"]}))
def mine(
    caller: Me, sessions: Sessions, limit: Limit = 20, cursor: CursorText = None
) -> SessionsResponse:
    """Return the caller's sessions, the latest first."""
    return SessionsResponse.of(sessions.mine(caller, limit=limit, cursor=cursor))


@router.get(
    "/sessions/<session_id>",
    responses=outcomes(_THEIRS),
)
def one(session_id: PathId, caller: Me, sessions: Sessions) -> SessionResponse:
    """Return how far a clip of the caller's has come."""
    return SessionResponse.of(sessions.get(caller, session_id))


@router.delete(
    "/sessions/<session_id>",
    status_code=HTTPStatus.NO_CONTENT,
    responses=outcomes({**_THEIRS, 409: ["SESSION_SUBMITTED"]}),
)
def delete(session_id: PathId, caller: Me, sessions: Sessions, now: Now) -> None:
    """Delete a session and its clip, unless a submission stands on it."""
    sessions.delete(caller, session_id, now=now)


@router.get(
    "/sessions/<session_id>/upload",
    responses=outcomes({**_THEIRS, 409: ["NOT_IN_PARTS", "UPLOAD_CLOSED"]}),
)
def resume(session_id: PathId, caller: Me, sessions: Sessions) -> Upload:
    """Return fresh addresses for the parts of a clip that have not arrived."""
    return Upload.of(sessions.resume(caller, session_id))


@router.post(
    "/sessions/<session_id>/upload/complete",
    responses=outcomes(
        {
            **_THEIRS,
            409: ["NOT_IN_PARTS", "UPLOAD_CLOSED", "UPLOAD_INCOMPLETE"],
            422: ["UPLOAD_SIZE_DIFFERS"],
        }
    ),
)
def complete(session_id: PathId, caller: Me, sessions: Sessions) -> SessionResponse:
    """Make the clip of its parts: it is scored from here on."""
    return SessionResponse.of(sessions.complete_upload(caller, session_id))
