"""Where dancers are pushed to."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring import stores
from functions.api.wiring.settings import settings
from idance.service.devices import DeviceService
from idance.store.devices import DeviceStore


@cache
def devices() -> DeviceService:
    """Return where dancers are pushed to."""
    return DeviceService(DeviceStore(settings().social_table), stores.dancers())


Devices = Annotated[DeviceService, Depends(devices)]
