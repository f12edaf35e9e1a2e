"""Items of the social table that name a dancer outside the dancer's own partitions.

A like, a comment, a following and a notification are where they are read: with the dance, with the
follower, with whoever is told. Each has one ``names`` beside its key, and the sparse index
``by_name`` lists by it whatever there is of a dancer elsewhere: one unit of writing for each, once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from idance.store.follows import FOLLOWS
from idance.store.item import Index
from idance.store.notifications import AT
from idance.store.reception import COMMENT, LIKE, ReceptionItem, ReceptionStore
from idance.store.table import Table

BY_NAME: Final = Index("by_name", ReceptionItem.names, ReceptionItem.pk)
_KINDS: Final = {LIKE: "likes", COMMENT: "comments", FOLLOWS: "followers", AT: "mentions"}


class MentionStore:
    """Where else a dancer is named."""

    def __init__(self, table_name: str) -> None:
        self._table = Table(ReceptionItem, table_name)
        self._receptions = ReceptionStore(table_name)

    def of(self, user_id: str) -> list[tuple[str, str]]:
        """Return the keys of what names a dancer elsewhere."""
        return [(row.pk, row.sk) for row in self._table.query(user_id, index=BY_NAME)]

    def items(self, keys: Iterable[tuple[str, str]]) -> Iterator[ReceptionItem]:
        """Return the likes and comments among them: what the dancer has said."""
        said = [(pk, sk) for pk, sk in keys if sk.startswith((LIKE, COMMENT))]
        return self._table.gather(said, consistent=True)

    def forget(self, user_id: str) -> Counter[str]:
        """Remove what names a dancer elsewhere; return how many there were of each kind."""
        told: Counter[str] = Counter()
        for pk, sk in self.of(user_id):
            kind = next(name for prefix, name in _KINDS.items() if sk.startswith(prefix))
            if kind in {"likes", "comments"}:
                self._receptions.take_back(pk, sk)
            else:
                self._table.remove(pk, sk)
            told[kind] += 1
        return told
