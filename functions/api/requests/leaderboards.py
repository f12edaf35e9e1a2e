"""Which part of a board somebody wants to see."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from idance.domain.model import Model
from idance.domain.ranking import Ranking, Reading, View


class BoardQuery(Model):
    """Which part of a leaderboard: a page from the top, the lines around me, or my friends'.

    Attributes
    ----------
    page : int
        From 1 on; passed over where there is a cursor.
    cursor : str, optional
        `nextCursor` of the page before.
    level : int, optional
        Only dancers of this level, among the first thousand.
    """

    limit: Annotated[int, Field(ge=1, le=100)] = 50
    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    cursor: Annotated[str | None, Field(max_length=64)] = None
    view: View = View.TOP
    ranking: Ranking = Ranking.ORDINAL
    level: Annotated[int | None, Field(ge=1, le=1000)] = None

    @property
    def reading(self) -> Reading:
        """The same in the domain's words."""
        return Reading(**self.model_dump())
