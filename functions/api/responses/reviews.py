"""What clients get of reports, appeals, and the cases that wait."""

from __future__ import annotations

from typing import Self

from idance.domain.model import Model
from idance.domain.page import Page
from idance.domain.review_case import ReviewCase


class ReceivedResponse(Model):
    """What was said has arrived, and a person will look at it."""

    submission_id: str
    message: str


class ReviewQueueResponse(Model):
    """Some of the cases that wait for a decision, the longest-waiting first."""

    cases: tuple[ReviewCase, ...]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[ReviewCase]) -> Self:
        """Return a page of cases."""
        return cls(cases=page.items, next_cursor=page.next_cursor)
