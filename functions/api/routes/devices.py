"""Devices: where the caller is pushed to, and whether."""

from __future__ import annotations

from http import HTTPStatus

from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.caller import Me
from functions.api.outcomes import outcomes
from functions.api.requests.devices import PreferencesRequest, RegisterDeviceRequest
from functions.api.requests.fields import PathId
from functions.api.responses.devices import (
    DeviceResponse,
    ForgottenDeviceResponse,
    PreferencesResponse,
)
from functions.api.wiring.clock import Now
from functions.api.wiring.devices import Devices

router = APIGatewayRouter()


@router.post(
    "/users/me/devices",
    status_code=HTTPStatus.CREATED,
    responses=outcomes({409: ["TOO_MANY_DEVICES"]}),
)
def register(
    device: RegisterDeviceRequest, caller: Me, devices: Devices, now: Now
) -> DeviceResponse:
    """Push to this device from now on; apps say so at every start, and it is the same device."""
    known = devices.register(caller.user_id, platform=device.platform, token=device.token, now=now)
    return DeviceResponse(device_id=known.id, platform=known.platform)


@router.delete("/users/me/devices/<device_id>")
def forget(device_id: PathId, caller: Me, devices: Devices) -> ForgottenDeviceResponse:
    """Push to one of the caller's devices no more, as when somebody signs out."""
    devices.forget(caller.user_id, device_id)
    return ForgottenDeviceResponse(device_id=device_id)


@router.get("/users/me/preferences")
def preferences(caller: Me, devices: Devices) -> PreferencesResponse:
    """Return whether the caller's devices are pushed to."""
    profile = devices.preferences(caller)
    return PreferencesResponse(push_notifications=profile.wants_pushes)


@router.put("/users/me/preferences")
def prefer(wanted: PreferencesRequest, caller: Me, devices: Devices) -> PreferencesResponse:
    """Have the caller's devices pushed to, or not; notifications can be read either way."""
    profile = devices.prefer(caller, pushes=wanted.push_notifications)
    return PreferencesResponse(push_notifications=profile.wants_pushes)
