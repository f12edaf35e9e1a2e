"""The metrics a challenge can be scored by; adding one is a file here and a line in `METRICS`."""

from collections.abc import Callable, Mapping
from typing import Final

from pose.brief import ScoringBrief
from pose.calibration import Calibration
from pose.metrics.accuracy import accuracy
from pose.metrics.balance import balance
from pose.metrics.combo import combo
from pose.metrics.creativity import creativity
from pose.metrics.endurance import endurance
from pose.metrics.hold import hold
from pose.metrics.result import MetricResult
from pose.metrics.rhythm import rhythm
from pose.metrics.smoothness import smoothness
from pose.metrics.speed import speed
from pose.metrics.spin import spin
from pose.motion import Motion

Metric = Callable[[Motion, ScoringBrief, Calibration], MetricResult]

METRICS: Final[Mapping[str, Metric]] = {
    "balance": balance,
    "rhythm": rhythm,
    "smoothness": smoothness,
    "creativity": creativity,
    "accuracy": accuracy,
    "combo": combo,
    "endurance": endurance,
    "hold": hold,
    "speed": speed,
    "spin": spin,
}

IN_STILLNESS: Final = frozenset({"hold"})
"""Metrics that ask for stillness; the others are lowered if the body hardly moves."""

DEFAULT_CRITERIA: Final[Mapping[str, Mapping[str, int]]] = {
    "freestyle": {"balance": 25, "rhythm": 30, "smoothness": 25, "creativity": 20},
    "static": {"hold": 50, "balance": 30, "smoothness": 20},
    "spin": {"spin": 40, "balance": 20, "rhythm": 15, "smoothness": 25},
    "combo": {"combo": 35, "balance": 15, "rhythm": 25, "smoothness": 15, "creativity": 10},
    "speed": {"speed": 50, "rhythm": 25, "smoothness": 15, "balance": 10},
    "accuracy": {"accuracy": 70, "smoothness": 15, "balance": 15},
    "endurance": {"endurance": 50, "rhythm": 25, "smoothness": 15, "balance": 10},
}
"""Weights by challenge type, where a challenge names none of its own. A type of one's own names its
weights, of any metrics above, or is scored as freestyle. Accuracy and combo need the challenge's
reference: without it a combo is scored by the rest, an accuracy challenge not at all."""
