"""How dancers did in what is over."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring import stores
from functions.api.wiring.settings import settings
from idance.service.history import HistoryService
from idance.store.snapshots import SnapshotStore


@cache
def history() -> HistoryService:
    """Return how dancers did in periods and challenges that are over."""
    return HistoryService(stores.submissions(), SnapshotStore(settings().media_bucket))


History = Annotated[HistoryService, Depends(history)]
