"""The series of days."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring.challenges import room
from idance.store.figures import FigureStore


@cache
def figures() -> FigureStore:
    """Return figures of challenges by the day."""
    return room().figure_store


Figures = Annotated[FigureStore, Depends(figures)]
