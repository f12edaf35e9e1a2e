"""A DynamoDB table as all stores see it: items with a key, a document and a version.

Every item is ``PK``, ``SK``, ``version`` and mostly ``doc``: the JSON of one domain model. Beside
it stand only the attributes that DynamoDB itself must see (index keys, the time to live).
Nothing is updated in part: whoever changes an item reads it, computes the next one and puts it on
the condition that the version is still the one read. A fresh item has no version, so that putting
it asks for the key to be free.

While DynamoDB throttles, fails or does not answer, everything here raises `UnavailableError`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, Generic, TypeVar

from idance.domain.errors import UnavailableError
from idance.domain.model import Model
from idance.domain.page import Page, cursor_of, place_of
from idance.store.aws.errors import RefusedError
from idance.store.aws.service import DYNAMODB, service
from idance.store.item import Condition, Index, Item, Key, Whole
from idance.store.outages import outages_named
from idance.store.rows import Rows
from idance.store.steps import Count, if_unchanged, next_version, putting

_COLLISIONS: Final = 50
_BATCH: Final = 100
"""So many keys at most does DynamoDB take at once."""
_CONDITION_FAILED: Final = "ConditionalCheckFailedException"
_OVERTAKEN: Final = frozenset({"ConditionalCheckFailed", "TransactionConflict"})
"""Why a transaction is cancelled when somebody else was faster, or is at it."""
T = TypeVar("T")
ItemT = TypeVar("ItemT", bound=Item)


class Table(Generic[ItemT]):
    """One table, read and written by key.

    Parameters
    ----------
    item : type
        The shape of its items.
    name : str
        Its name, known at cold start.
    """

    def __init__(self, item: type[ItemT], name: str) -> None:
        self.item = item
        self._name = name

    def get(self, pk: str, sk: str, *, consistent: bool = False) -> ItemT | None:
        """Return an item; consistent reads see every write that was answered before."""
        asked = {"Key": _key(pk, sk), "ConsistentRead": consistent}
        found = self._ask("GetItem", asked).get("Item")
        return self.item.of_image(found) if found else None

    def gather(
        self, keys: Iterable[tuple[str, str]], *, consistent: bool = False
    ) -> Iterator[ItemT]:
        """Return those of many items that exist, in no order."""
        left = [_key(*key) for key in dict.fromkeys(keys)]
        emptyhanded = 0
        while left:
            batch, left = left[:_BATCH], left[_BATCH:]
            asked = {"Keys": batch, "ConsistentRead": consistent}
            told = _asked("BatchGetItem", {"RequestItems": {self._name: asked}})
            found = told["Responses"].get(self._name, [])
            yield from map(self.item.of_image, found)
            unread = told.get("UnprocessedKeys", {}).get(self._name, {}).get("Keys", [])
            left += unread
            emptyhanded = emptyhanded + 1 if unread and not found else 0
            if emptyhanded:
                service(DYNAMODB).rest(emptyhanded)

    def query(  # noqa: PLR0913 (each by name)
        self,
        pk: str,
        bound: Condition | None = None,
        *,
        index: Index | None = None,
        descending: bool = False,
        consistent: bool = False,
        page: int | None = None,
        most: int | None = None,
        after: Key | None = None,
    ) -> Rows[ItemT]:
        """Return the items of a partition, of the table or of an index, by sort key.

        Parameters
        ----------
        bound : Condition, optional
            On the sort key.
        page, most : int, optional
            How many to read at once, and how many altogether.
        after : Key, optional
            Where `Rows.place` said to go on.
        """
        hash_key = index.hash_key if index else Item.pk
        asked: dict[str, Any] = {
            "KeyConditionExpression": "#pk = :pk" + (f" AND {bound.expression}" if bound else ""),
            "ExpressionAttributeNames": {"#pk": hash_key.name} | (bound.named() if bound else {}),
            "ExpressionAttributeValues": {":pk": {"S": pk}} | (bound.valued() if bound else {}),
            "ScanIndexForward": not descending,
            "ConsistentRead": consistent,
        }
        if index:
            asked["IndexName"] = index.name
        if page or most:
            asked["Limit"] = page or most
        return Rows(
            self._asking("Query"), asked, item=self.item, index=index, most=most, after=after
        )

    def scan(self, condition: Condition, *, after: Key | None = None) -> Rows[ItemT]:
        """Return all items of the table that are so, in no order."""
        asked = {
            "FilterExpression": condition.expression,
            "ExpressionAttributeNames": condition.named(),
            "ExpressionAttributeValues": condition.valued(),
        }
        return Rows(self._asking("Scan"), asked, item=self.item, after=after)

    def page(self, pk: str, prefix: str, *, limit: int, cursor: str | None) -> Page[ItemT]:
        """Return some of a partition's items whose sort key begins so, the greatest first.

        Raises
        ------
        InvalidError
            ``INVALID_CURSOR``.
        """
        place = place_of(cursor, within=prefix) if cursor else None
        rows = self.query(
            pk,
            Item.sk.startswith(prefix),
            descending=True,
            most=limit,
            after=_key(pk, place) if place else None,
        )
        items = tuple(rows)
        more = rows.place
        return Page(items, cursor_of(more["SK"]["S"]) if more else None)

    def put(self, item: ItemT) -> bool:
        """Store an item; False if its key is taken, or somebody changed it since it was read."""
        try:
            self._ask("PutItem", putting(item))
        except RefusedError as error:
            if error.code == _CONDITION_FAILED:
                return False
            raise
        item.version = next_version(item)
        return True

    def put_all(
        self, *items: ItemT, without: Iterable[ItemT] = (), counting: Iterable[Count] = ()
    ) -> bool:
        """Store several items, all or none; False if somebody else changes one of them.

        Those in ``without`` are removed in the same step, on the same condition; what is in
        ``counting`` is counted in it.
        """
        on = {"TableName": self._name}
        steps = [{"Put": on | putting(item)} for item in items]
        steps += [{"Delete": on | {"Key": item.key} | if_unchanged(item)} for item in without]
        steps += [{"Update": on | count.step()} for count in counting]
        # The token lets DynamoDB know the transaction again if the network makes us repeat it.
        asked = {"TransactItems": steps, "ClientRequestToken": str(uuid.uuid4())}
        with outages_named():
            try:
                service(DYNAMODB).call("TransactWriteItems", asked)
            except RefusedError as error:
                if not _OVERTAKEN.isdisjoint(error.reasons):
                    return False
                raise
        for item in items:
            item.version = next_version(item)
        return True

    def remove(self, pk: str, sk: str) -> None:
        """Remove an item that is nothing but an edge between two things, if it is there."""
        self._ask("DeleteItem", {"Key": _key(pk, sk)})

    def put_once(self, item: ItemT) -> ItemT:
        """Store an item for good; return the one that is there then: the first stands."""
        return item if self.put(item) else self._there(item)

    def count_up(self, pk: str, sk: str, attribute: Whole) -> int:
        """Add one to a number, and return what it is then: nobody else is told the same."""
        step = Count(pk, sk, attribute.name, 1).step()
        told = self._ask("UpdateItem", step | {"ReturnValues": "UPDATED_NEW"})
        return attribute.read(told["Attributes"][attribute.name])

    def _there(self, item: ItemT) -> ItemT:
        found = self.get(item.pk, item.sk, consistent=True)
        if found is None:
            raise LookupError(f"{item.pk} {item.sk} was there a moment ago")
        return found

    def _asking(self, operation: str) -> Callable[[Mapping[str, Any]], Mapping[str, Any]]:
        return lambda asked: self._ask(operation, asked)

    def _ask(self, operation: str, asked: Mapping[str, Any]) -> dict[str, Any]:
        return _asked(operation, {"TableName": self._name, **asked})


def until_written(attempt: Callable[[], T | None]) -> T:
    """Return what an attempt to change an item returns; None means somebody else was faster.

    Raises
    ------
    UnavailableError
        ``TOO_BUSY`` if that happens many times in a row.
    """
    for _ in range(_COLLISIONS):
        result = attempt()
        if result is not None:
            return result
    raise UnavailableError("TOO_BUSY", "Too many changes at once. Please try again in a moment.")


def document(model: Model) -> str:
    """Return a domain model as the text of ``doc``: what is None is left out."""
    return model.model_dump_json(exclude_none=True)


def _asked(operation: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    with outages_named():
        return service(DYNAMODB).call(operation, asked)


def _key(pk: str, sk: str) -> Key:
    return {"PK": {"S": pk}, "SK": {"S": sk}}
