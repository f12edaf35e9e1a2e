"""Keys of our own services."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring.settings import settings
from idance.service.api_key import ApiKeyService
from idance.store.api_keys import ApiKeyStore


@cache
def api_keys() -> ApiKeyService:
    """Return the keys of our own services."""
    return ApiKeyService(ApiKeyStore(settings().operations_table))


ApiKeys = Annotated[ApiKeyService, Depends(api_keys)]
