"""Devices that want to be pushed to."""

from __future__ import annotations

from typing import Annotated

from pydantic import StrictBool, StringConstraints

from functions.api.requests.example import example
from idance.domain.device import Platform
from idance.domain.model import Model

Token = Annotated[str, StringConstraints(pattern="^[A-Za-z0-9:_-]{16,1000}$")]


class RegisterDeviceRequest(Model):
    """An app says how its platform reaches it.

    Attributes
    ----------
    token : str
        APNs's device token in hexadecimal, or FCM's registration token.
    """

    model_config = example(
        platform="android",
        token="cDv3e2XkTk6:APA91bHun4MxP5egoKMwt2KZFBaFUH1Qx",  # noqa: S106 (nobody's)
    )

    platform: Platform
    token: Token


class PreferencesRequest(Model):
    """What a dancer wants to be told by phone."""

    model_config = example(pushNotifications=False)

    push_notifications: StrictBool
