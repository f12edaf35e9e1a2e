"""The metrics a challenge can be scored by; adding one is a file here and a line in `METRICS`."""

from collections.abc import Callable, Mapping
from typing import Final

from pose.brief import ScoringBrief
from pose.calibration import Calibration
from pose.metrics.balance import balance
from pose.metrics.creativity import creativity
from pose.metrics.result import MetricResult
from pose.metrics.rhythm import rhythm
from pose.metrics.smoothness import smoothness
from pose.motion import Motion

Metric = Callable[[Motion, ScoringBrief, Calibration], MetricResult]

METRICS: Final[Mapping[str, Metric]] = {
    "balance": balance,
    "rhythm": rhythm,
    "smoothness": smoothness,
    "creativity": creativity,
}

DEFAULT_CRITERIA: Final[Mapping[str, Mapping[str, int]]] = {
    "freestyle": {"balance": 25, "rhythm": 30, "smoothness": 25, "creativity": 20},
    "static": {"balance": 60, "rhythm": 0, "smoothness": 30, "creativity": 10},
    "spin": {"balance": 40, "rhythm": 20, "smoothness": 30, "creativity": 10},
    "combo": {"balance": 25, "rhythm": 35, "smoothness": 25, "creativity": 15},
}
"""Weights by challenge type, where a challenge names none of its own; any other type is scored as
freestyle."""
