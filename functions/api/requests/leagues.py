"""Whose clock a dancer's league goes by."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from functions.api.requests.example import example
from idance.domain.model import NUMBER, Model


class TimeZoneRequest(Model):
    """How far a dancer's clock is ahead of UTC, in minutes."""

    model_config = example(utcOffsetMinutes=60)

    utc_offset_minutes: Annotated[int, Field(ge=-720, le=840), NUMBER]
