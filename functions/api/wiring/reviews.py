"""Reports, appeals, and what people decide on them."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring import stores
from functions.api.wiring.moderation import moderation
from functions.api.wiring.notifications import notifications
from functions.api.wiring.scoring import scoring
from idance.service.review import ReviewService


@cache
def reviews() -> ReviewService:
    """Return reports, appeals, and what people decide on them."""
    return ReviewService(
        cases=stores.cases(),
        submissions=stores.submissions(),
        scoring=scoring(),
        moderation=moderation(),
        notifications=notifications(),
    )


Reviews = Annotated[ReviewService, Depends(reviews)]
