"""What the core table's stream tells of its items."""

from __future__ import annotations

from typing import Any

from tests.integration.house import items_of

Record = dict[str, Any]


def records() -> list[Record]:
    """Return a record for every item of the core table, as it is now."""
    items = items_of("core")
    return [record(str(number), item) for number, item in enumerate(items.values(), start=1)]


Items = dict[tuple[str, str, str], Any]


def changes(before: Items, after: Items) -> list[Record]:
    """Return a record for every item of the core table that is new, another, or gone."""
    return [
        record(f"{number}", after.get(key), before.get(key))
        for number, key in enumerate(sorted(before | after), start=1)
        if before.get(key) != after.get(key)
    ]


def record(number: str, image: dict[str, Any] | None, old: dict[str, Any] | None = None) -> Record:
    """Return a record in the shape Lambda gets it; without an image it tells of a removal."""
    change = {
        "ApproximateCreationDateTime": 1795255070.0,
        "Keys": {"PK": {"S": "U#somebody"}, "SK": {"S": "SUB#something"}},
        "SequenceNumber": number,
        "SizeBytes": 712,
        "StreamViewType": "NEW_AND_OLD_IMAGES",
    }
    images = {"NewImage": image, "OldImage": old}
    images = {name: one for name, one in images.items() if one}
    return {
        "eventID": f"id-{number}",
        "eventName": "MODIFY" if image else "REMOVE",
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": "eu-central-1",
        "dynamodb": change | images,
        "eventSourceARN": "arn:aws:dynamodb:eu-central-1:123456789012:table/core/stream/1",
    }
