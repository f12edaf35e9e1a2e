"""A score: what the scoring engine found in a clip, as the rest of the house keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Annotated, Self

from pydantic import Field

from idance.domain.gate import Gate, Verdict
from idance.domain.model import Model

Hundredths = Annotated[float, Field(ge=0, le=100)]


class Metric(Model):
    """One metric of a score.

    Attributes
    ----------
    points : float
        What it adds to the total: 0 up to its weight in the challenge's criteria.
    score : float
        0–100, before weighting.
    value, unit
        The measured quantity behind it (e.g. a SPARC value, milliseconds).
    confidence : float
        0–1, how much of what the metric needs was seen.
    """

    name: str
    weight: int
    points: Hundredths
    score: Hundredths
    value: float
    unit: str
    confidence: Annotated[float, Field(ge=0, le=1)]


class Score(Model):
    """The result of scoring one clip for one challenge; exact hundredths throughout.

    Total and points are what is left after the gates; a metric's own ``score`` is as it was
    measured. ``video_sha256`` says which bytes were scored, in hexadecimal.
    """

    total: Hundredths
    metrics: tuple[Metric, ...]
    confidence: Annotated[float, Field(ge=0, le=1)]
    feedback: tuple[str, ...]
    frames: int
    seconds: float
    scoring_version: str
    pose_version: str
    video_sha256: str | None = None
    gates: tuple[Gate, ...] = ()
    gates_version: str | None = None

    @property
    def versions(self) -> tuple[str, str | None]:
        """By what it was scored: the versions of the metrics and of the gates."""
        return self.scoring_version, self.gates_version

    def keeping(self, old: Score, *, holds: bool) -> Self:
        """Return it with those of an earlier score's gates that nobody asks again.

        Parameters
        ----------
        holds : bool
            Whether what held the clip goes on holding it.
        """
        asked = {gate.name for gate in self.gates}
        kept = [gate for gate in old.gates if gate.name not in asked]
        held = [gate for gate in old.gates if gate.name in asked and gate.verdict is Verdict.HOLD]
        return self.judged(*kept, *(held if holds and not self.is_held else ()))

    @property
    def is_held(self) -> bool:
        """Whether a person must look at the clip before it is ranked."""
        return any(gate.verdict is Verdict.HOLD for gate in self.gates)

    def judged(self, *gates: Gate) -> Self:
        """Return it after some more gates: what they multiply, the points still add up to."""
        total = round(round(self.total * 100) * prod(gate.factor for gate in gates))
        update: dict[str, object] = {"gates": (*self.gates, *gates)}
        if total < round(self.total * 100):
            update |= {"total": total / 100, "metrics": tuple(self._sharing(total))}
        return self.model_copy(update=update)

    def _sharing(self, total: int) -> Iterator[Metric]:
        """Yield the metrics with points in the same proportions that sum to fewer hundredths.

        What rounding down leaves goes to the largest remainders, the first metric first.
        """
        before = [round(metric.points * 100) for metric in self.metrics]
        whole = sum(before) or 1
        shares = [divmod(points * total, whole) for points in before]
        left = total - sum(share for share, _ in shares)
        by_remainder = sorted(range(len(shares)), key=lambda index: -shares[index][1])
        lucky = set(by_remainder[:left])
        for index, (metric, (share, _)) in enumerate(zip(self.metrics, shares, strict=True)):
            points = (share + (index in lucky)) / 100
            yield metric.model_copy(update={"points": points})

    @property
    def breakdown(self) -> dict[str, float]:
        """Points per metric, as the requirements' ``scoreBreakdown``."""
        return {metric.name: metric.points for metric in self.metrics}
