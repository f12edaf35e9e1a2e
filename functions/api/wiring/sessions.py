"""Clips on their way in."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring import stores
from functions.api.wiring.settings import settings
from idance.service.session import SessionService
from idance.store.uploads import UploadStore


@cache
def sessions() -> SessionService:
    """Return clips on their way in."""
    return SessionService(
        stores.sessions(),
        stores.media(),
        uploads=UploadStore(settings().media_bucket),
        submissions=stores.submissions(),
        challenges=stores.challenges(),
        consents=stores.consents(),
        upload_ttl=settings().upload_ttl,
    )


Sessions = Annotated[SessionService, Depends(sessions)]
