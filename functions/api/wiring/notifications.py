"""What dancers are told."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring.settings import settings
from idance.store.notifications import NotificationStore


@cache
def notifications() -> NotificationStore:
    """Return what dancers are told."""
    return NotificationStore(settings().social_table)


Notifications = Annotated[NotificationStore, Depends(notifications)]
