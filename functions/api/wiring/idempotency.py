"""Requests that may come twice."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring.settings import settings
from idance.store.idempotency import IdempotencyStore


@cache
def keys() -> IdempotencyStore:
    """Return what remembers requests that may come twice."""
    return IdempotencyStore(settings().operations_table)


Keys = Annotated[IdempotencyStore, Depends(keys)]
