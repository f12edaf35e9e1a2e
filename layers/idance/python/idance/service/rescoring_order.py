"""Orders to score submissions again: the scoring functions carry them out, nobody waits."""

from __future__ import annotations

from datetime import datetime

from idance.domain.profile import Caller
from idance.domain.rescoring import RescoreOrder
from idance.domain.submission import Submission
from idance.service.rescoring import RescoringService
from idance.store.rescorings import RescoringStore


class RescoringOrders:
    """Takes orders of what can be scored again."""

    def __init__(self, rescoring: RescoringService, orders: RescoringStore) -> None:
        self._rescoring = rescoring
        self._orders = orders

    def order(self, submission_id: str, *, admin: Caller, reason: str, now: datetime) -> Submission:
        """Order a submission's attempts to be scored again; return the submission as it is yet.

        Raises
        ------
        NotFoundError
            ``SUBMISSION_NOT_FOUND``.
        ConflictError
            ``NOT_SCORED_YET``, ``ATTEMPT_UNDER_WAY``, ``TOO_MANY_ATTEMPTS``.
        """
        entry = self._rescoring.rescorable(submission_id)
        order = RescoreOrder(
            submission_id=submission_id,
            at=now,
            actor=admin.user_id,
            actor_name=admin.display_name,
            reason=reason,
            tells=True,
        )
        self._orders.order(order, now=now)
        return entry.submission
