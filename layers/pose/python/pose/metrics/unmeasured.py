"""What a metric says when it was not given what it needs."""

from typing import Final

from pose.metrics.result import MetricResult

REASON: Final = "reason"
"""Key of the evidence that says, fit for the dancer, why nothing could be measured."""


def unmeasured(name: str, unit: str, reason: str) -> MetricResult:
    """Return a result without confidence, which counts for nothing, and why."""
    return MetricResult(name, 0.0, unit, 0.0, 0.0, {REASON: reason})
