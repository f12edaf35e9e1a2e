"""Is anybody there?"""

from __future__ import annotations

from typing import Literal

from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from idance.domain.model import Model

router = APIGatewayRouter()


class HealthResponse(Model):
    """The API answers."""

    status: Literal["ok"] = "ok"


@router.get("/health")
def health() -> HealthResponse:
    """Answer, whatever is away behind the API."""
    return HealthResponse()
