"""Challenges of today, of the days to come, and by id."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring import stores
from functions.api.wiring.settings import settings
from idance.service.challenge import ChallengeService
from idance.service.challenge_room import ChallengeRoom
from idance.store.published import PublishedStore


@cache
def room() -> ChallengeRoom:
    """Return everything that challenges come from."""
    return ChallengeRoom(
        challenges_table=settings().challenges_table,
        challenges=stores.challenges(),
        core_table=settings().core_table,
        aggregates_table=settings().aggregates_table,
        media_bucket=settings().media_bucket,
        media_url=settings().media_url,
    )


@cache
def challenges() -> ChallengeService:
    """Return challenges as dancers see them."""
    return room().service


@cache
def published() -> PublishedStore:
    """Return what a CDN serves."""
    return room().published


Challenges = Annotated[ChallengeService, Depends(challenges)]
Published = Annotated[PublishedStore, Depends(published)]
