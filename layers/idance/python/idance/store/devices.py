"""Devices in the social table.

============== ============= ==========================================================
PK             SK            holds
============== ============= ==========================================================
U#<userId>     D#<deviceId>  that the device is the dancer's (nothing else)
D#<deviceId>   DEVICE        the device (``doc``): whose it is is said here alone
D#<deviceId>   ENDPOINT      where SNS reaches it (``doc``), written by who follows the stream
============== ============= ==========================================================

The two items of a dancer's device change together. A phone that changes hands is its new dancer's:
nobody else's messages reach it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from idance.domain.device import Device, Endpoint
from idance.store.follows import SocialItem
from idance.store.table import Table, document, until_written

DEVICE: Final = "DEVICE"
_ENDPOINT: Final = "ENDPOINT"
EDGE: Final = "D#"


class DeviceStore:
    """Devices by id, and by dancer."""

    def __init__(self, table_name: str) -> None:
        self._table = Table(SocialItem, table_name)

    def put(self, device: Device) -> None:
        """Keep a device as its dancer's, whosever it was; as it is already, nothing is written."""

        def attempt() -> bool | None:
            item = self._table.get(_pk(device.id), DEVICE, consistent=True)
            before = _device(item) if item else None
            if before == device:
                return True
            item = item or self._table.item(_pk(device.id), DEVICE)
            item.doc = document(device)
            if before and before.user_id == device.user_id:
                return self._table.put(item) or None
            edge = self._table.item(_dancer(device.user_id), _pk(device.id))
            old = self._edge(before) if before else None
            return self._table.put_all(item, edge, without=[old] if old else []) or None

        until_written(attempt)

    def touch(self, device_id: str) -> None:
        """Have a device looked at again: whoever follows the stream hears of it."""

        def attempt() -> bool | None:
            item = self._table.get(_pk(device_id), DEVICE, consistent=True)
            return item is None or self._table.put(item) or None

        until_written(attempt)

    def remove(self, device_id: str, *, user_id: str) -> None:
        """Forget a dancer's device; one that is not there, or another's by now, stays as it is."""

        def attempt() -> bool | None:
            item = self._table.get(_pk(device_id), DEVICE, consistent=True)
            device = _device(item) if item else None
            if item is None or device is None or device.user_id != user_id:
                return True
            edge = self._edge(device)
            gone = [item, edge] if edge else [item]
            return self._table.put_all(without=gone) or None

        until_written(attempt)

    def find(self, device_id: str) -> Device | None:
        """Return a device as it is at this moment (consistent), if it is there."""
        item = self._table.get(_pk(device_id), DEVICE, consistent=True)
        return _device(item) if item else None

    def of_dancer(self, user_id: str, *, most: int) -> Sequence[str]:
        """Return the ids of a dancer's devices, at most so many."""
        bound = SocialItem.sk.startswith(EDGE)
        rows = self._table.query(_dancer(user_id), bound, most=most, consistent=True)
        return [row.sk.removeprefix(EDGE) for row in rows]

    def endpoint(self, device_id: str) -> Endpoint | None:
        """Return where SNS reaches a device, if it does."""
        item = self._table.get(_pk(device_id), _ENDPOINT, consistent=True)
        return Endpoint.model_validate_json(item.doc) if item else None

    def keep_endpoint(self, device_id: str, endpoint: Endpoint) -> None:
        """Note where SNS reaches a device."""

        def attempt() -> bool | None:
            item = self._table.get(_pk(device_id), _ENDPOINT, consistent=True)
            item = item or self._table.item(_pk(device_id), _ENDPOINT)
            item.doc = document(endpoint)
            return self._table.put(item) or None

        until_written(attempt)

    def forget_endpoint(self, device_id: str) -> None:
        """Note that SNS does not reach a device."""
        self._table.remove(_pk(device_id), _ENDPOINT)

    def _edge(self, device: Device) -> SocialItem | None:
        return self._table.get(_dancer(device.user_id), _pk(device.id), consistent=True)


def device_at(pk: str) -> str:
    """Return which device the items of a partition are about."""
    return pk.removeprefix(EDGE)


def _device(item: SocialItem) -> Device:
    return Device.model_validate_json(item.doc)


def _pk(device_id: str) -> str:
    return f"{EDGE}{device_id}"


def _dancer(user_id: str) -> str:
    return f"U#{user_id}"
