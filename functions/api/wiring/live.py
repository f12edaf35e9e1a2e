"""Where boards are followed live."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring.settings import settings


@cache
def live_url() -> str:
    """Return where boards are followed live."""
    return settings().live_url


LiveUrl = Annotated[str, Depends(live_url)]
