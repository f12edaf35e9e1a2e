"""Likes and comments."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring import stores
from functions.api.wiring.notifications import notifications
from idance.service.reception import ReceptionService


@cache
def receptions() -> ReceptionService:
    """Return what others have for a dance."""
    return ReceptionService(
        stores.receptions(),
        submissions=stores.submissions(),
        dancers=stores.dancers(),
        notifications=notifications(),
        cases=stores.cases(),
    )


Receptions = Annotated[ReceptionService, Depends(receptions)]
