"""Who and what is kept off the boards."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring import stores
from idance.service.moderation import ModerationService


@cache
def moderation() -> ModerationService:
    """Return what keeps dancers and dances off the boards."""
    return ModerationService(
        submissions=stores.submissions(), dancers=stores.dancers(), challenges=stores.challenges()
    )


Moderation = Annotated[ModerationService, Depends(moderation)]
