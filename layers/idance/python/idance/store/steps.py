"""What is written in one step: an item that nobody else has changed, or a number counted on."""

from __future__ import annotations

from typing import Any, NamedTuple

from idance.store.item import Item


class Count(NamedTuple):
    """A number of an item, and what is added to it; an item that is not there counts from 0."""

    pk: str
    sk: str
    name: str
    by: int

    def step(self) -> dict[str, Any]:
        """Return the arguments that count."""
        return {
            "Key": {"PK": {"S": self.pk}, "SK": {"S": self.sk}},
            "UpdateExpression": "ADD #1 :1",
            "ExpressionAttributeNames": {"#1": self.name},
            "ExpressionAttributeValues": {":1": {"N": str(self.by)}},
        }


def next_version(item: Item) -> int:
    """Return what an item is at when it is put."""
    return (item.version or 0) + 1


def putting(item: Item) -> dict[str, Any]:
    """Return the arguments that put an item, as its next version."""
    version = {Item.version.name: Item.version.written(next_version(item))}
    return {"Item": item.image() | version} | if_unchanged(item)


def if_unchanged(item: Item) -> dict[str, Any]:
    """Return the condition that an item is in the table as it was read, or not at all."""
    condition = item.unchanged()
    values = condition.valued()
    asked: dict[str, Any] = {
        "ConditionExpression": condition.expression,
        "ExpressionAttributeNames": condition.named(),
    }
    return asked | ({"ExpressionAttributeValues": values} if values else {})
