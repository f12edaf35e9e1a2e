"""Types beside the built-in ones."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring.challenges import room
from idance.service.catalogue import CustomTypeService


@cache
def custom_types() -> CustomTypeService:
    """Return the types that admins defined."""
    return CustomTypeService(room().types)


CustomTypes = Annotated[CustomTypeService, Depends(custom_types)]
