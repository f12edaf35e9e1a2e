"""What is behind the scores."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring import stores
from idance.service.analysis import AnalysisService
from idance.store.analyses import AnalysisStore


@cache
def analyses() -> AnalysisService:
    """Return what is behind the scores."""
    return AnalysisService(AnalysisStore(stores.media()), stores.submissions())


Analyses = Annotated[AnalysisService, Depends(analyses)]
