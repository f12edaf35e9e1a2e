"""Devices: a dancer says where to push, and whether to.

Nothing here talks to SNS: whoever follows the table's stream does (`idance.service.push`).
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from idance.domain.device import MOST_DEVICES, Device, Platform, device_id
from idance.domain.errors import ConflictError
from idance.domain.profile import Caller, UserProfile
from idance.store.dancers import DancerStore
from idance.store.devices import DeviceStore

_TOO_MANY: Final = f"You can have at most {MOST_DEVICES} devices. Please remove one first."


class DeviceService:
    """Registers devices, and keeps what dancers prefer."""

    def __init__(self, devices: DeviceStore, dancers: DancerStore) -> None:
        self._devices = devices
        self._dancers = dancers

    def register(self, user_id: str, *, platform: Platform, token: str, now: datetime) -> Device:
        """Let a device be pushed to as the dancer's; once more on a day changes nothing.

        Raises
        ------
        ConflictError
            ``TOO_MANY_DEVICES``.
        """
        device = Device(
            id=device_id(platform, token),
            user_id=user_id,
            platform=platform,
            token=token,
            seen_on=now.date(),
        )
        known = self._devices.of_dancer(user_id, most=MOST_DEVICES)
        if len(known) >= MOST_DEVICES and device.id not in known:
            raise ConflictError("TOO_MANY_DEVICES", _TOO_MANY)
        self._devices.put(device)
        return device

    def forget(self, user_id: str, device_id: str) -> None:
        """Push to a dancer's device no more; once more changes nothing."""
        self._devices.remove(device_id, user_id=user_id)

    def preferences(self, caller: Caller) -> UserProfile:
        """Return the caller's profile, which says whether to push."""
        known = self._dancers.profile(caller.user_id)
        return known or UserProfile(id=caller.user_id, display_name=caller.display_name)

    def prefer(self, caller: Caller, *, pushes: bool) -> UserProfile:
        """Push to the caller's devices, or no more; return the profile as it is then."""
        self._dancers.know(caller.user_id, display_name=caller.display_name)
        profile = self._dancers.set_wants_pushes(caller.user_id, wanted=pushes)
        for device in self._devices.of_dancer(caller.user_id, most=MOST_DEVICES):
            self._devices.touch(device)
        return profile
