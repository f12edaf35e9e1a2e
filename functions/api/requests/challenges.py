"""Challenges, as admins say them."""

from __future__ import annotations

from typing import Literal

from functions.api.requests.example import example
from idance.domain.challenge import ChallengeDraft
from idance.domain.challenge_editing import ChallengePatch


class PutChallengeRequest(ChallengeDraft):
    """Everything an admin says of a challenge."""

    model_config = example(
        title="Freestyle Friday",
        description="Show your best freestyle moves!",
        type="freestyle",
        startTime="2025-01-28T00:00:00Z",
        endTime="2025-01-28T23:59:59Z",
        demoVideoFileKey="challenges/demo_123.mp4",
        points=150,
        badgeName="Freestyle Master",
    )


class CreateChallengeRequest(PutChallengeRequest):
    """An admin makes a challenge, for everybody or as a draft."""

    status: Literal["draft", "published"] = "published"


class PatchChallengeRequest(ChallengePatch):
    """What an admin changes of a challenge."""

    model_config = example(title="Freestyle Friday Night", points=200)
