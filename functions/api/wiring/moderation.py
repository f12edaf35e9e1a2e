"""Who and what is kept off the boards."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring import stores
from functions.api.wiring.settings import settings
from idance.service.entry import EntryService
from idance.service.moderation import ModerationService
from idance.store.entries import EntryStore


@cache
def entries() -> EntryService:
    """Return what is decided on entries after they were scored."""
    return EntryService(EntryStore(settings().core_table), stores.challenges())


@cache
def moderation() -> ModerationService:
    """Return what keeps dancers and dances off the boards."""
    return ModerationService(entries(), stores.dancers())


Moderation = Annotated[ModerationService, Depends(moderation)]
