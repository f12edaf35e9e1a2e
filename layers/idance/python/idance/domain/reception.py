"""Reception: what others have for a dance, likes and comments."""

from __future__ import annotations

from pydantic import AwareDatetime

from idance.domain.model import Model


class Like(Model):
    """One dancer likes a submission, or has liked it: taken back, it is no longer ``liked``.

    Attributes
    ----------
    first_at
        When that dancer liked it for the first time: the moment its dancer is told of.
    """

    submission_id: str
    user_id: str
    liked: bool
    first_at: AwareDatetime


class Comment(Model):
    """What one dancer wrote to a submission; while it is ``hidden``, nobody reads it."""

    id: str
    submission_id: str
    user_id: str
    content: str
    created_at: AwareDatetime
    hidden: bool = False


class Reception(Model):
    """How a submission is received so far, and whether the one who asks likes it."""

    total_likes: int = 0
    total_comments: int = 0
    liked: bool = False
