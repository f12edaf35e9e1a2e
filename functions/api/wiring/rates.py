"""How often anybody may ask."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring.settings import settings
from idance.domain.rate import Rate
from idance.service.rate import RateService
from idance.store.rates import RateStore


@cache
def rates() -> RateService:
    """Return what counts requests."""
    return RateService(
        RateStore(settings().redis_url),
        per_user=Rate(limit=settings().rate_per_user),
        per_address=Rate(limit=settings().rate_per_address),
        reports=Rate(limit=settings().reports_per_hour, seconds=3600),
    )


Rates = Annotated[RateService, Depends(rates)]
