"""What clients get of submissions by the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Self

from functions.api.responses.leaderboards import Pagination
from functions.api.responses.submissions import SubmissionResponse
from functions.api.responses.users import DancerResponse
from idance.domain.model import Model
from idance.domain.page import Page
from idance.domain.ranking import LeaderboardPage
from idance.domain.reception import Reception
from idance.domain.submission import Submission
from idance.service.submission_listing import RankedSubmission


class ListedSubmission(Model):
    """A submission in a challenge's list, as everybody sees it."""

    submission_id: str
    rank: int
    user_profile: DancerResponse
    score: float
    badge: str | None
    caption: str | None
    tags: tuple[str, ...]
    submitted_at: datetime
    total_likes: int
    total_comments: int
    liked: bool


class SubmissionListResponse(Model):
    """Some of a challenge's submissions, the best first.

    Attributes
    ----------
    next_cursor : str or None
        Leads to those after these, however scores have moved until then.
    approximate : bool
        Whether this is the order as it was last published: the board is away at the moment.
    """

    submissions: tuple[ListedSubmission, ...]
    pagination: Pagination
    next_cursor: str | None
    approximate: bool

    @classmethod
    def of(
        cls,
        page: LeaderboardPage,
        ranked: Iterable[RankedSubmission],
        receptions: Mapping[str, Reception],
    ) -> Self:
        """Return a page."""
        return cls(
            submissions=tuple(
                ListedSubmission(
                    submission_id=one.id,
                    rank=rank,
                    user_profile=DancerResponse.of(one.user_profile),
                    score=one.total,
                    badge=next(iter(one.badges_awarded), None),
                    caption=one.caption,
                    tags=one.tags,
                    submitted_at=one.submitted_at,
                    **receptions[one.id].model_dump(by_alias=False),
                )
                for rank, one in ranked
            ),
            pagination=Pagination(
                page=page.page, total_pages=page.total_pages, total_count=page.total
            ),
            next_cursor=page.next_cursor,
            approximate=page.approximate,
        )


class MySubmissionsResponse(Model):
    """Some of the caller's submissions, the latest first."""

    submissions: tuple[SubmissionResponse, ...]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[Submission], receptions: Mapping[str, Reception]) -> Self:
        """Return a page without ranks: each submission tells its own."""
        mine = tuple(SubmissionResponse.of(one, None, receptions[one.id]) for one in page.items)
        return cls(submissions=mine, next_cursor=page.next_cursor)
