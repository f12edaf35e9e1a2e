"""Who follows whom, in the social table.

=========== ============= ===============================================================
PK          SK            holds
=========== ============= ===============================================================
U#<userId>  F#<userId>    that the first follows the second (``doc``), whom ``names`` names
=========== ============= ===============================================================

The edge is in the follower's partition: nobody is so much followed that it gets hot, and whom I
follow is one query.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from idance.domain.follow import Follow
from idance.store.item import Item, Text
from idance.store.table import Table, document

FOLLOWS: Final = "F#"


class SocialItem(Item):
    """An item of the social table.

    Attributes
    ----------
    names
        A dancer whom it names though it is in none of that dancer's partitions.
    """

    names = Text()


class FollowStore:
    """Edges from follower to followed."""

    def __init__(self, table_name: str) -> None:
        self._table = Table(SocialItem, table_name)

    def follow(self, follow: Follow) -> None:
        """Note that somebody follows somebody; the first time stands."""
        key = _pk(follow.user_id), f"{FOLLOWS}{follow.followed_id}"
        self._table.put(self._table.item(*key, doc=document(follow), names=follow.followed_id))

    def unfollow(self, user_id: str, followed_id: str) -> None:
        """Note that somebody does not follow somebody, or no longer."""
        self._table.remove(_pk(user_id), f"{FOLLOWS}{followed_id}")

    def following(self, user_id: str, *, most: int) -> Sequence[str]:
        """Return whom a dancer follows, at most so many of them."""
        rows = self._table.query(_pk(user_id), SocialItem.sk.startswith(FOLLOWS), most=most)
        return [row.sk.removeprefix(FOLLOWS) for row in rows]


def _pk(user_id: str) -> str:
    return f"U#{user_id}"
