"""Whole partitions of a table: what is a dancer's own, whatever it is."""

from __future__ import annotations

from collections.abc import Iterator

from idance.store.item import Item
from idance.store.table import Table


class PartitionStore:
    """One table, by partition."""

    def __init__(self, table_name: str) -> None:
        self._table = Table(Item, table_name)

    def items(self, pk: str, *, sparing: tuple[str, ...] = ()) -> Iterator[Item]:
        """Return all items of a partition but those whose sort keys begin so."""
        rows = self._table.query(pk, consistent=True)
        return (row for row in rows if not row.sk.startswith(sparing or ("\0",)))

    def forget(self, pk: str, *, sparing: tuple[str, ...] = ()) -> int:
        """Remove all items of a partition but those; return how many there were."""
        known = list(self.items(pk, sparing=sparing))
        for item in known:
            self._table.remove(item.pk, item.sk)
        return len(known)

    def remove(self, item: Item) -> None:
        """Remove one item, if it is there."""
        self._table.remove(item.pk, item.sk)
