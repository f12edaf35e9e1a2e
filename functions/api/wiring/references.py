"""Demo videos and their choreography."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring import stores
from functions.api.wiring.settings import settings
from idance.service.reference import ReferenceService
from idance.store.references import ReferenceStore


@cache
def references() -> ReferenceService:
    """Return demo videos and their choreography."""
    return ReferenceService(
        ReferenceStore(settings().challenges_table),
        stores.media(),
        upload_ttl=settings().upload_ttl,
    )


References = Annotated[ReferenceService, Depends(references)]
