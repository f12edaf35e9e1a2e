"""The rows of a query or a scan, page by page as they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, Self, TypeVar

from idance.store.item import Index, Item, Key

ItemT = TypeVar("ItemT", bound=Item)
Ask = Callable[[Mapping[str, Any]], Mapping[str, Any]]


class Rows(Iterator[ItemT], Generic[ItemT]):
    """Rows, read once.

    Parameters
    ----------
    ask : callable
        Reads a page: its arguments in, DynamoDB's answer out.
    arguments : mapping
        Of the query or the scan.
    item : type
        What a row is.
    index : Index, optional
        Where the rows come from, if not from the table itself.
    after : Key, optional
        Where an earlier reading stopped.
    most : int, optional
        So many rows at most.
    """

    def __init__(  # noqa: PLR0913 (each by name)
        self,
        ask: Ask,
        arguments: Mapping[str, Any],
        *,
        item: type[ItemT],
        index: Index | None = None,
        after: Key | None = None,
        most: int | None = None,
    ) -> None:
        self._ask = ask
        self._arguments = arguments
        self._item = item
        self._key_names = ["PK", "SK"]
        if index:
            self._key_names += [index.hash_key.name, index.range_key.name]
        self._next_page = after
        self._is_last_page = False
        self._left = most
        self._page: list[Any] = []
        self._at = 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> ItemT:
        if self._left == 0:
            raise StopIteration
        while self._at == len(self._page):
            if self._is_last_page:
                raise StopIteration
            self._turn()
        self._at += 1
        if self._left is not None:
            self._left -= 1
        return self._item.of_image(self._page[self._at - 1])

    @property
    def place(self) -> Key | None:
        """Where to go on after the rows read so far; None where there are no more."""
        if self._at == len(self._page):
            return self._next_page
        row = self._page[self._at - 1]
        return {name: row[name] for name in self._key_names}

    def _turn(self) -> None:
        start = {"ExclusiveStartKey": self._next_page} if self._next_page else {}
        told = self._ask({**self._arguments, **start})
        self._page, self._at = told["Items"], 0
        self._next_page = told.get("LastEvaluatedKey")
        self._is_last_page = self._next_page is None
