"""What a record of the social table's stream says to those who push."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from idance.domain.badge import UserBadge
from idance.domain.notification import Notification
from idance.domain.push import Push
from idance.store import core
from idance.store.announcements import DAY
from idance.store.devices import DEVICE, device_at
from idance.store.item import Item
from idance.store.notifications import AT, OF_DANCER

Record = Mapping[str, Any]


def read_news(record: Record) -> Notification | Push | str | None:
    """Return a new notification, what everybody is told, or the id of a device that is another.

    None is for whatever calls for nothing.

    Raises
    ------
    ValueError
        If it is not an item of the social table.
    """
    keys = Item.of_image(record["dynamodb"]["Keys"])
    if keys.sk == DEVICE:
        return device_at(keys.pk)
    image = record["dynamodb"].get("NewImage")
    if record["eventName"] != "INSERT" or image is None:
        return None
    if keys.pk.startswith(OF_DANCER) and keys.sk.startswith(AT):
        return Notification.model_validate_json(Item.of_image(image).doc)
    return Push.model_validate_json(Item.of_image(image).doc) if keys.sk.startswith(DAY) else None


def read_badge(record: Record) -> UserBadge | None:
    """Return the badge that a record of the core table's stream tells of, if it is new.

    Raises
    ------
    ValueError
        If it cannot be read.
    """
    image = record["dynamodb"].get("NewImage")
    if record["eventName"] != "INSERT" or image is None:
        return None
    item = Item.of_image(image)
    return UserBadge.model_validate_json(item.doc) if item.sk.startswith(core.BADGE) else None
