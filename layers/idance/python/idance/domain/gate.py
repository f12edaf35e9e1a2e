"""Gates: what stands between a score and its rank. They hold or lower a score, never raise it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

from pydantic import AwareDatetime, Field

from idance.domain.model import Model


class Verdict(StrEnum):
    """What a gate says of a clip."""

    PASS = "pass"  # noqa: S105 (a verdict, not a password)
    MULTIPLY = "multiply"
    HOLD = "hold"


class Gate(Model):
    """One gate's finding.

    Attributes
    ----------
    factor : float
        0–1, what the score was multiplied by; 1 unless the verdict is to multiply.
    reason : str
        For the dancer, a sentence; empty where the clip passes.
    """

    name: str
    verdict: Verdict
    factor: Annotated[float, Field(ge=0, le=1)] = 1.0
    reason: str = ""


ENTERED_BEFORE: Final = Gate(
    name="entered_before",
    verdict=Verdict.HOLD,
    reason="This clip has been entered before. Please dance again and film it anew.",
)
"""What holds a clip that another session has entered already, the dancer's own or not."""


LIKE_NONE: Final = Gate(name="near_duplicate", verdict=Verdict.PASS)
LIKE_OWN: Final = Gate(
    name="near_duplicate",
    verdict=Verdict.HOLD,
    reason="This shows a dance of yours that you have entered before. "
    "Please dance again and film it anew.",
)
LIKE_ANOTHERS: Final = Gate(
    name="near_duplicate",
    verdict=Verdict.HOLD,
    reason="This shows another dancer's clip that was entered before. "
    "Please dance yourself and film it anew.",
)
"""What holds a clip that is not the same bytes, and yet the same recording as an earlier one."""


class Review(Model):
    """What a person decided of a held submission: on the board with it, or out of sight."""

    release: bool
    reviewer: str
    at: AwareDatetime
