"""What becomes of an order to score again: the audit log says so, and everybody concerned is told.

All of it is known by the order and its moment, so that telling it again changes nothing.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final

from idance.domain.audit import DONE, AuditEntry
from idance.domain.notification import Notification, NotificationKind
from idance.domain.rescoring import RescoreOrder, RescoreOutcome
from idance.domain.submission import Submission
from idance.store.audit import AuditStore
from idance.store.cases import CaseStore
from idance.store.notifications import NotificationStore

ACTION: Final = "RESCORE"
_THANKS: Final = "Thank you for your report. We have scored the dance again."


class RescoringNews:
    """Tells of dances that were scored again."""

    def __init__(
        self, *, cases: CaseStore, notifications: NotificationStore, audit: AuditStore
    ) -> None:
        self._cases = cases
        self._notifications = notifications
        self._audit = audit

    def tell(self, order: RescoreOrder, outcome: RescoreOutcome, submission: Submission) -> None:
        """Write down what was done, and tell the dancer and the reporters, as far as ordered."""
        if order.at is None:
            return
        if order.actor:
            self._audit.add(_entry(order, outcome, order.at))
        if not order.tells:
            return
        reporters = self._cases.get(submission.id, submission.user_id).reporters
        news = f"{sentence(outcome)} {order.reason}".strip()
        told = {submission.user_id: news, **dict.fromkeys(reporters, _THANKS)}
        for user_id, message in told.items():
            is_own = user_id == submission.user_id
            self._notifications.add(
                Notification(
                    id=f"{submission.id}-rescored",
                    user_id=user_id,
                    kind=NotificationKind.RESCORE if is_own else NotificationKind.REPORT,
                    message=message,
                    about=submission.id,
                    at=order.at,
                    who=None if is_own else submission.user_id,
                )
            )


def sentence(outcome: RescoreOutcome) -> str:
    """Return what a dancer is told of the old score and the new one."""
    if not outcome.was_scored:
        return (
            f"We could not score your dance again, so its score stays {outcome.before:.2f}. "
            f"{outcome.kept[0].message}"
        )
    if outcome.before == outcome.after:
        return f"We have scored your dance again, and its score stays {outcome.after:.2f}."
    return (
        f"We have scored your dance again: its score is now {outcome.after:.2f}, "
        f"and was {outcome.before:.2f}."
    )


def _entry(order: RescoreOrder, outcome: RescoreOutcome, at: datetime) -> AuditEntry:
    told = outcome.model_dump(mode="json")
    return AuditEntry(
        id=hashlib.sha256(f"rescored-{order.submission_id}".encode()).hexdigest()[:32],
        at=at,
        actor=order.actor,
        actor_name=order.actor_name,
        action=ACTION,
        target={"submission_id": order.submission_id},
        outcome=DONE if outcome.was_scored else outcome.kept[0].code,
        request=order.model_dump(mode="json", exclude_none=True),
        before={"score": outcome.before, "scoringVersion": outcome.version_before},
        after={
            "score": outcome.after,
            "scoringVersion": outcome.version_after,
            "status": told["status"],
            "kept": told["kept"],
        },
    )
