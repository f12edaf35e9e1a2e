"""Who follows whom."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring import stores
from idance.service.following import FollowService


@cache
def following() -> FollowService:
    """Return who follows whom."""
    return FollowService(stores.follows(), stores.dancers())


Following = Annotated[FollowService, Depends(following)]
