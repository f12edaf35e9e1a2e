"""Types of challenges, as admins define them."""

from __future__ import annotations

from functions.api.requests.example import example
from idance.domain.challenge_type import CustomType


class CustomTypeRequest(CustomType):
    """A type of challenges as an admin defines it."""

    model_config = example(
        name="popping",
        description="Hits on the beat.",
        baseType="speed",
        scoringCriteria={"speed": 40, "rhythm": 60},
    )
