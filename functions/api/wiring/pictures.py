"""How clips were scored, drawn."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring import stores
from functions.api.wiring.settings import settings
from idance.service.picture import PictureService
from idance.store.drawings import DrawingStore


@cache
def pictures() -> PictureService:
    """Return films and reports of submissions."""
    return PictureService(
        submissions=stores.submissions(),
        sessions=stores.sessions(),
        media=stores.media(),
        drawings=DrawingStore(settings().drawing_machine_arn),
    )


Pictures = Annotated[PictureService, Depends(pictures)]
