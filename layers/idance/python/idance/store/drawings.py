"""The drawing of pictures, as something that can be ordered."""

from __future__ import annotations

import hashlib
from datetime import datetime

from idance.domain.picture import PictureOrder
from idance.store.table import document
from idance.store.workflow import Workflow


class DrawingStore:
    """The state machine that draws."""

    def __init__(self, state_machine_arn: str) -> None:
        self._workflow = Workflow(state_machine_arn)

    def order(self, order: PictureOrder, *, now: datetime) -> None:
        """Have a picture drawn: once in ten minutes, however often it is ordered.

        A drawing takes less than that; one that failed is tried again at the next order after.
        """
        which = hashlib.sha256(order.picture_key.encode()).hexdigest()[:40]
        # The minute's first digit is all of it that counts.
        when = f"{now:%Y%m%dT%H%M}"[:-1]
        self._workflow.start(document(order), name=f"{which}-{when}")
