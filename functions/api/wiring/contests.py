"""Boards of admins' making."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring import stores
from idance.service.contest import ContestService


@cache
def contests() -> ContestService:
    """Return the boards of admins' making."""
    return ContestService(stores.contests(), stores.challenges())


Contests = Annotated[ContestService, Depends(contests)]
