"""The moment of a request."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends


def now() -> datetime:
    """Return the moment of the request."""
    return datetime.now(UTC)


Now = Annotated[datetime, Depends(now)]
