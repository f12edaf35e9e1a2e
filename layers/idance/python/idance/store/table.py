"""A DynamoDB table as all stores see it: items with a key, a document and a version.

Every item is ``PK``, ``SK``, ``version`` and mostly ``doc``: the JSON of one domain model. Beside
it stand only the attributes that DynamoDB itself must see (index keys, the time to live).
Nothing is updated in part: whoever changes an item reads it, computes the next one and puts it on
the condition that the version is still the one read. A fresh item has no version, so that putting
it asks for the key to be free.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from types import new_class
from typing import Any, Final, Generic, TypeVar

from pynamodb.attributes import UnicodeAttribute, VersionAttribute
from pynamodb.connection import Connection
from pynamodb.exceptions import DoesNotExist, PutError, TransactWriteError
from pynamodb.models import Model as PynamoModel
from pynamodb.transactions import TransactWrite

from idance.domain.errors import UnavailableError
from idance.domain.model import Model
from idance.domain.page import Page, cursor_of, place_of
from idance.store.outages import outages_named

_COLLISIONS: Final = 50
_REFUSED: Final = {"ConditionalCheckFailedException", "ConditionalCheckFailed"}
# Seconds: a person waits behind most calls, and the pipeline retries by itself.
_CONNECT, _READ = 2, 5
T = TypeVar("T")


class Item(PynamoModel):
    """What every item has."""

    pk = UnicodeAttribute(hash_key=True, attr_name="PK")
    sk = UnicodeAttribute(range_key=True, attr_name="SK")
    doc = UnicodeAttribute(null=True)
    version = VersionAttribute()


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
        self.model: type[ItemT] = _bound(item, name)

    def get(self, pk: str, sk: str, *, consistent: bool = False) -> ItemT | None:
        """Return an item; consistent reads see every write that was answered before."""
        with outages_named():
            try:
                return self.model.get(pk, sk, consistent_read=consistent)
            except DoesNotExist:
                return None

    def gather(self, keys: Iterable[tuple[str, str]]) -> Iterator[ItemT]:
        """Return those of many items that exist, in no order."""
        with outages_named():
            yield from self.model.batch_get(keys)

    def page(self, pk: str, prefix: str, *, limit: int, cursor: str | None) -> Page[ItemT]:
        """Return some of a partition's items whose sort key begins so, the greatest first.

        Raises
        ------
        InvalidError
            ``INVALID_CURSOR``.
        """
        place = place_of(cursor, within=prefix) if cursor else None
        after = {"PK": {"S": pk}, "SK": {"S": place}} if place else None
        with outages_named():
            rows = self.model.query(
                pk,
                Item.sk.startswith(prefix),
                scan_index_forward=False,
                limit=limit,
                last_evaluated_key=after,
            )
            items = tuple(rows)
        more = rows.last_evaluated_key
        return Page(items, cursor_of(more["SK"]["S"]) if more else None)

    def put(self, item: ItemT) -> bool:
        """Store an item; False if its key is taken, or somebody changed it since it was read."""
        with outages_named():
            try:
                item.save()
            except PutError as error:
                if error.cause_response_code in _REFUSED:
                    return False
                raise
        return True

    def put_all(self, *items: ItemT, without: Iterable[ItemT] = ()) -> bool:
        """Store several items, all or none; False if `put` would have refused one of them.

        Those in ``without`` are removed in the same step, on the same condition.
        """
        with outages_named():
            try:
                with TransactWrite(connection=_connection()) as transaction:
                    for item in items:
                        transaction.save(item)
                    for item in without:
                        transaction.delete(item)
            except TransactWriteError as error:
                if any(reason and reason.code in _REFUSED for reason in error.cancellation_reasons):
                    return False
                raise
        return True

    def remove(self, pk: str, sk: str) -> None:
        """Remove an item that is nothing but an edge between two things, if it is there."""
        with outages_named():
            self.model(pk, sk).delete(add_version_condition=False)

    def put_once(self, item: ItemT) -> ItemT:
        """Store an item for good; return the one that is there then: the first stands."""
        if self.put(item):
            return item
        with outages_named():
            return self.model.get(item.pk, item.sk, consistent_read=True)


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


@cache
def _connection() -> Connection:
    """Return the connection of transactions, which belong to no one table."""
    return Connection(connect_timeout_seconds=_CONNECT, read_timeout_seconds=_READ)


@cache
def _bound(item: type[Any], name: str) -> type[Any]:
    """Return the one model of an item and a table: stores of a table share its connection."""
    settings = {
        "table_name": name,
        "connect_timeout_seconds": _CONNECT,
        "read_timeout_seconds": _READ,
    }
    meta = type("Meta", (), settings)
    return new_class(item.__name__, (item,), exec_body=lambda body: body.update(Meta=meta))
