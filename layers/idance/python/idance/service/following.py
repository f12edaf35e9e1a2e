"""Following other dancers."""

from __future__ import annotations

from datetime import datetime

from idance.domain.errors import ConflictError, InvalidError
from idance.domain.follow import MOST_FOLLOWED, Follow
from idance.store.dancers import DancerStore, no_such_dancer
from idance.store.follows import FollowStore


class FollowService:
    """Keeps who follows whom."""

    def __init__(self, follows: FollowStore, dancers: DancerStore) -> None:
        self._follows = follows
        self._dancers = dancers

    def follow(self, user_id: str, followed_id: str, *, now: datetime) -> None:
        """Let a dancer follow another; once more changes nothing.

        Raises
        ------
        InvalidError
            ``CANNOT_FOLLOW_YOURSELF``.
        NotFoundError
            ``USER_NOT_FOUND``.
        ConflictError
            ``FOLLOWS_TOO_MANY``.
        """
        if user_id == followed_id:
            raise InvalidError(
                "CANNOT_FOLLOW_YOURSELF", "You cannot follow yourself.", field="userId"
            )
        if self._dancers.profile(followed_id) is None:
            raise no_such_dancer()
        if len(self._follows.following(user_id, most=MOST_FOLLOWED)) >= MOST_FOLLOWED:
            raise ConflictError(
                "FOLLOWS_TOO_MANY", f"You can follow at most {MOST_FOLLOWED} dancers."
            )
        self._follows.follow(Follow(user_id=user_id, followed_id=followed_id, since=now))

    def unfollow(self, user_id: str, followed_id: str) -> None:
        """Let a dancer follow another no longer; once more changes nothing."""
        self._follows.unfollow(user_id, followed_id)
