"""Many challenges at once."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring import stores
from functions.api.wiring.challenges import room
from idance.service.challenge_batch import ChallengeBatch


@cache
def batch() -> ChallengeBatch:
    """Return what makes many challenges at once."""
    return ChallengeBatch(stores.challenges(), room().service, room().rules, room().templates)


Batch = Annotated[ChallengeBatch, Depends(batch)]
