"""References: demo videos whose choreography challenges ask for; for admins."""

from __future__ import annotations

from http import HTTPStatus
from uuid import uuid4

from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.caller import Admin
from functions.api.outcomes import outcomes
from functions.api.requests.fields import PathId
from functions.api.requests.references import CreateReferenceRequest
from functions.api.responses.references import CreateReferenceResponse, ReferenceResponse
from functions.api.wiring.clock import Now
from functions.api.wiring.references import References

router = APIGatewayRouter()


@router.post(
    "/references",
    status_code=HTTPStatus.CREATED,
    responses=outcomes({422: ["EMPTY_FILE", "UNSUPPORTED_CONTENT_TYPE", "VIDEO_TOO_LARGE"]}),
)
def create(
    video: CreateReferenceRequest,
    admin: Admin,
    references: References,
    now: Now,
) -> CreateReferenceResponse:
    """Return the form to upload a demo video with, and the key by which challenges name it."""
    grant = references.announce(
        admin,
        content_type=video.content_type,
        size_bytes=video.size_bytes,
        now=now,
        entropy=uuid4(),
    )
    return CreateReferenceResponse.granted(grant)


@router.get("/references/<reference_id>", responses=outcomes({404: ["REFERENCE_NOT_FOUND"]}))
def one(reference_id: PathId, _admin: Admin, references: References) -> ReferenceResponse:
    """Return whether a demo video's choreography can be asked for, or why not."""
    return ReferenceResponse.of(references.get(reference_id))
