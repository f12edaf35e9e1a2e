"""A clip that enters a challenge."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from functions.api.requests.example import example
from functions.api.requests.fields import Id, Tag
from idance.domain.model import Model


class SubmitRequest(Model):
    """A dancer enters a clip in a challenge."""

    model_config = example(
        sessionId="sess_456", caption="My best attempt!", tags=["freestyle", "morning"]
    )

    session_id: Id
    caption: Annotated[str | None, Field(max_length=500)] = None
    tags: Annotated[tuple[Tag, ...], Field(max_length=10)] = ()
