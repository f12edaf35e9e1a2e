"""What dancers get of their devices."""

from __future__ import annotations

from idance.domain.device import Platform
from idance.domain.model import Model


class DeviceResponse(Model):
    """A device that is pushed to."""

    device_id: str
    platform: Platform


class ForgottenDeviceResponse(Model):
    """A device that is pushed to no more."""

    device_id: str


class PreferencesResponse(Model):
    """Whether the caller's devices are pushed to."""

    push_notifications: bool
