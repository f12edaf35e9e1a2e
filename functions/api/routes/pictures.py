"""Pictures of a submission: its clip with everything drawn over it, and a still report."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Final

from aws_lambda_powertools.event_handler import Response, content_types
from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.caller import Me
from functions.api.outcomes import outcomes
from functions.api.requests.fields import PathId
from functions.api.responses.pictures import POLL_MS, DrawingResponse, PictureResponse
from functions.api.wiring.clock import Now
from functions.api.wiring.pictures import Pictures
from idance.domain.picture import PictureKind
from idance.domain.profile import Caller
from idance.service.picture import PictureService

router = APIGatewayRouter()
Answer = Response[PictureResponse | DrawingResponse]

_OUTCOMES: Final[dict[int, OpenAPIResponse]] = outcomes(
    {
        200: PictureResponse,
        202: DrawingResponse,
        404: ["CLIP_GONE", "SUBMISSION_NOT_FOUND"],
        409: ["NOT_SCORED_YET"],
        503: ["DRAWING_FAILED"],
    }
)


@router.get("/submissions/<submission_id>/overlay", responses=_OUTCOMES)
def overlay(
    submission_id: PathId, caller: Me, pictures: Pictures, now: Now
) -> Response[PictureResponse | DrawingResponse]:
    """Return the clip as a video with skeleton, beats and running score, drawn when first asked."""
    return _picture(PictureKind.OVERLAY, submission_id, caller, pictures, now)


@router.get("/submissions/<submission_id>/report", responses=_OUTCOMES)
def report(
    submission_id: PathId, caller: Me, pictures: Pictures, now: Now
) -> Response[PictureResponse | DrawingResponse]:
    """Return a still report with the metrics' curves, drawn when first asked for."""
    return _picture(PictureKind.REPORT, submission_id, caller, pictures, now)


def _picture(
    kind: PictureKind, submission_id: str, caller: Caller, pictures: PictureService, now: datetime
) -> Answer:
    url = pictures.picture_url(caller, submission_id, kind, now=now)
    if url is None:
        return Response(
            status_code=HTTPStatus.ACCEPTED,
            content_type=content_types.APPLICATION_JSON,
            body=DrawingResponse.of(submission_id, kind),
            headers={"Retry-After": str(POLL_MS // 1000)},
        )
    return Response(
        status_code=HTTPStatus.OK,
        content_type=content_types.APPLICATION_JSON,
        body=PictureResponse.of(submission_id, kind, url, now=now),
    )
