"""What dancers have earned."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring import stores
from idance.service.badge import BadgeService


@cache
def badges() -> BadgeService:
    """Return what dancers have earned."""
    return BadgeService(stores.dancers())


Badges = Annotated[BadgeService, Depends(badges)]
