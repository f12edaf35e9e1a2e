"""Devices: phones that a dancer lets us push to."""

from __future__ import annotations

import datetime as dt
import hashlib
from enum import StrEnum
from typing import Final

from idance.domain.model import Model

MOST_DEVICES: Final = 10
"""So many devices may one dancer have."""


class Platform(StrEnum):
    """Whose push service reaches a device."""

    IOS = "ios"
    ANDROID = "android"


class Device(Model):
    """One app on one phone, and whose it is now.

    Attributes
    ----------
    token : str
        What the platform's push service knows the app by.
    seen_on : date
        The last day on which the app said that it is there.
    """

    id: str
    user_id: str
    platform: Platform
    token: str
    seen_on: dt.date


class Endpoint(Model):
    """Where SNS reaches a device.

    Attributes
    ----------
    subscription_arn : str, optional
        By which it hears what everybody is told; None while its dancer does not want to.
    """

    arn: str
    subscription_arn: str | None = None


def device_id(platform: Platform, token: str) -> str:
    """Return the id of a device: the same app on the same phone has the same."""
    return hashlib.sha256(f"{platform}:{token}".encode()).hexdigest()[:32]
