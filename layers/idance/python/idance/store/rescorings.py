"""Re-scoring, as something that can be ordered."""

from __future__ import annotations

import hashlib
from datetime import datetime

from idance.domain.rescoring import RescoreOrder
from idance.store.table import document
from idance.store.workflow import Workflow


class RescoringStore:
    """The state machine that scores again."""

    def __init__(self, state_machine_arn: str) -> None:
        self._workflow = Workflow(state_machine_arn)

    def order(self, order: RescoreOrder, *, now: datetime) -> None:
        """Have a submission scored again: once a minute, however often it is ordered."""
        which = hashlib.sha256(order.submission_id.encode()).hexdigest()[:40]
        self._workflow.start(document(order), name=f"{which}-{now:%Y%m%dT%H%M}")
