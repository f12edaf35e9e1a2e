"""What clients get of likes and comments."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from functions.api.responses.users import DancerResponse
from idance.domain.model import Model
from idance.domain.page import Page
from idance.domain.reception import Reception
from idance.service.reception import SignedComment


class LikeResponse(Model):
    """Whether the caller likes a submission now, and how many do."""

    liked: bool
    total_likes: int

    @classmethod
    def of(cls, reception: Reception) -> Self:
        """Return what of a reception is about likes."""
        return cls(liked=reception.liked, total_likes=reception.total_likes)


class CommentResponse(Model):
    """A comment and who wrote it."""

    comment_id: str
    content: str
    user: DancerResponse
    created_at: datetime

    @classmethod
    def of(cls, signed: SignedComment) -> Self:
        """Return a comment with its author."""
        return cls(
            comment_id=signed.comment.id,
            content=signed.comment.content,
            user=DancerResponse.of(signed.author),
            created_at=signed.comment.created_at,
        )


class CommentsResponse(Model):
    """Some of a submission's comments, the latest first."""

    comments: tuple[CommentResponse, ...]
    next_cursor: str | None

    @classmethod
    def of(cls, page: Page[SignedComment]) -> Self:
        """Return a page of comments."""
        shown = tuple(map(CommentResponse.of, page.items))
        return cls(comments=shown, next_cursor=page.next_cursor)
