"""Who is forgotten."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring.settings import settings
from idance.service.erasure import ErasureService
from idance.store.erasures import ErasureJobs, ErasureStore


@cache
def erased_dancers() -> ErasureStore:
    """Return who was erased lately."""
    return ErasureStore(settings().operations_table)


@cache
def erasures() -> ErasureService:
    """Return what has dancers erased."""
    return ErasureService(erased_dancers(), ErasureJobs(settings().erasing_machine_arn))


ErasedDancers = Annotated[ErasureStore, Depends(erased_dancers)]
Erasures = Annotated[ErasureService, Depends(erasures)]
