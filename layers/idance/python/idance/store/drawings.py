"""The drawing of pictures, as something that can be ordered."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final

from idance.domain.picture import Drawing, PictureOrder, attempt_at
from idance.store.table import document
from idance.store.workflow import Workflow

_DRAWINGS: Final = {"RUNNING": Drawing.GOING_ON, "SUCCEEDED": Drawing.ENDED}


class DrawingStore:
    """The state machine that draws."""

    def __init__(self, state_machine_arn: str) -> None:
        self._workflow = Workflow(state_machine_arn)

    def order(self, order: PictureOrder, *, now: datetime) -> Drawing:
        """Have a picture drawn, once in ten minutes however often it is ordered; tell how it goes.

        A drawing takes less than that; one that failed is tried again at the next order after.
        """
        which = hashlib.sha256(order.picture_key.encode()).hexdigest()[:40]
        name = f"{which}-{attempt_at(now)}"
        if self._workflow.start(document(order), name=name):
            return Drawing.GOING_ON
        return _DRAWINGS.get(self._workflow.status(name), Drawing.FAILED)
