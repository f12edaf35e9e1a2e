"""Reports, appeals, and what people decide on them."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring import stores
from functions.api.wiring.badges import badges
from functions.api.wiring.moderation import entries, moderation
from functions.api.wiring.notifications import notifications
from functions.api.wiring.scoring import scoring
from functions.api.wiring.settings import settings
from idance.service.comment_review import CommentReviewService
from idance.service.rescoring import RescoringService
from idance.service.rescoring_order import RescoringOrders
from idance.service.review import ReviewService
from idance.store.rescorings import RescoringStore


@cache
def reviews() -> ReviewService:
    """Return reports, appeals, and what people decide on them."""
    return ReviewService(
        cases=stores.cases(),
        submissions=stores.submissions(),
        scoring=scoring(),
        moderation=moderation(),
        notifications=notifications(),
        rescorings=RescoringOrders(
            RescoringService(entries(), badges=badges(), challenges=stores.challenges()),
            RescoringStore(settings().rescoring_machine_arn),
        ),
        enough_reports=settings().reports_to_hide,
    )


@cache
def comment_reviews() -> CommentReviewService:
    """Return reports of comments, and what people decide on them."""
    return CommentReviewService(
        cases=stores.cases(),
        receptions=stores.receptions(),
        submissions=stores.submissions(),
        notifications=notifications(),
        enough_reports=settings().reports_to_hide,
    )


Reviews = Annotated[ReviewService, Depends(reviews)]
CommentReviews = Annotated[CommentReviewService, Depends(comment_reviews)]
