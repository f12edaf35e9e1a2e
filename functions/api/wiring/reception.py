"""Likes and comments."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring import stores
from functions.api.wiring.notifications import notifications
from functions.api.wiring.settings import settings
from idance.service.reception import ReceptionService
from idance.store.reception import ReceptionStore


@cache
def receptions() -> ReceptionService:
    """Return what others have for a dance."""
    return ReceptionService(
        ReceptionStore(settings().social_table),
        submissions=stores.submissions(),
        dancers=stores.dancers(),
        notifications=notifications(),
    )


Receptions = Annotated[ReceptionService, Depends(receptions)]
