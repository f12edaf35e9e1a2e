"""What a gate is given, and what it says."""

from dataclasses import dataclass, field
from enum import StrEnum
from math import isfinite

from pose.clip.traits import ClipTraits
from pose.metrics.result import Evidence
from pose.motion import Motion
from pose.sequence import PoseSequence


class Verdict(StrEnum):
    """What becomes of a score at a gate: it is never raised."""

    PASS = "pass"  # noqa: S105  a verdict, not a password
    MULTIPLY = "multiply"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class GateInput:
    """A clip before the gates.

    Attributes
    ----------
    sequence
        The landmarks as they were tracked.
    motion
        The same, prepared for measuring.
    clip
        What was measured on the pictures; None for landmarks whose clip was never looked at. The
        gates then say less, and hold only what the landmarks alone prove.
    stillness_asked
        Whether the challenge asks to hold still.
    """

    sequence: PoseSequence
    motion: Motion
    clip: ClipTraits | None = None
    stillness_asked: bool = False


@dataclass(frozen=True, slots=True)
class GateResult:
    """One gate's verdict on one clip.

    Attributes
    ----------
    name
        Of the gate.
    verdict
        Whether the score passes, is multiplied, or waits until somebody has looked at the clip.
    factor
        In [0, 1], what the score is multiplied by; 1 unless the verdict is to multiply: a held
        score keeps its value until it is reviewed.
    reason
        For the dancer, in plain words; empty when the clip passes.
    evidence
        The numbers behind the verdict, by name.
    """

    name: str
    verdict: Verdict
    factor: float
    reason: str
    evidence: Evidence = field(default_factory=dict)


def passed(name: str, evidence: Evidence) -> GateResult:
    """Return the result of a gate that has nothing against a clip."""
    return GateResult(name, Verdict.PASS, 1.0, "", evidence)


def held(name: str, reason: str, evidence: Evidence) -> GateResult:
    """Return the result of a gate that wants somebody to look at a clip."""
    return GateResult(name, Verdict.HOLD, 1.0, reason, evidence)


def multiplied(name: str, factor: float, reason: str, evidence: Evidence) -> GateResult:
    """Return the result of a gate that lowers a score, or passes it if the factor is 1."""
    if factor >= 1:
        return passed(name, evidence)
    return GateResult(name, Verdict.MULTIPLY, max(0.0, factor), reason, evidence)


def numbers(**measured: float) -> dict[str, float | list[float] | str]:
    """Return evidence by name, without what could not be measured."""
    return {name: value for name, value in measured.items() if isfinite(value)}
