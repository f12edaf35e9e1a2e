"""Who plays against whom this week."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring import stores
from functions.api.wiring.settings import settings
from idance.service.league import LeagueService
from idance.store.leagues import LeagueStore


@cache
def leagues() -> LeagueService:
    """Return who plays against whom this week."""
    return LeagueService(LeagueStore(settings().aggregates_table), stores.dancers())


Leagues = Annotated[LeagueService, Depends(leagues)]
