"""Challenges, from the admins' side."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring import stores
from functions.api.wiring.challenges import room
from idance.service.challenge_editing import ChallengeEditing


@cache
def editing() -> ChallengeEditing:
    """Return what changes challenges."""
    return ChallengeEditing(stores.challenges(), service=room().service, rules=room().rules)


Editing = Annotated[ChallengeEditing, Depends(editing)]
