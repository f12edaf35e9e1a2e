"""Challenges made to measure."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring import stores
from functions.api.wiring.challenges import room
from idance.service.personal import PersonalService


@cache
def personal() -> PersonalService:
    """Return what chooses challenges for one dancer."""
    return PersonalService(stores.challenges(), stores.submissions(), room().service)


Personal = Annotated[PersonalService, Depends(personal)]
