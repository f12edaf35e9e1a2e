"""Challenges made to measure: which metric a dancer should work on, at which level."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from idance.domain.challenge_content import Difficulty
from idance.domain.challenge_type import ChallengeType, MetricName
from idance.domain.model import Model
from idance.domain.submission import Submission
from idance.domain.template import Template

PERSONAL: Final = "for-"
"""What the names of the slots of such challenges begin with."""
RECENT: Final = 10
_FOCUS: Final = 60
_INTERMEDIATE_FROM, _ADVANCED_FROM = 50.0, 75.0
_POINTS: Final = 50

_TEMPO: Final = {
    Difficulty.BEGINNER: 100.0,
    Difficulty.INTERMEDIATE: 116.0,
    Difficulty.ADVANCED: 132.0,
}
_TRAINED_BY: Final = {
    MetricName.BALANCE: (
        ChallengeType.FREESTYLE,
        "Feet on the Ground",
        "Each step lands and stays.",
    ),
    MetricName.RHYTHM: (ChallengeType.FREESTYLE, "Find the Beat", "One move a beat, nothing else."),
    MetricName.SMOOTHNESS: (ChallengeType.FREESTYLE, "Like Water", "No corners: let it all flow."),
    MetricName.CREATIVITY: (ChallengeType.FREESTYLE, "Never Twice", "No move twice in a row."),
    MetricName.SPIN: (ChallengeType.SPIN, "Around and Around", "Turn, spot, land."),
    MetricName.HOLD: (ChallengeType.STATIC, "Statue", "Freeze, breathe, hold."),
    MetricName.SPEED: (ChallengeType.SPEED, "Quick Hands", "Fast and clear."),
    MetricName.ENDURANCE: (ChallengeType.ENDURANCE, "To the End", "The last bar like the first."),
}
TRAINABLE: Final = tuple(_TRAINED_BY)
"""Metrics that can be trained without a choreography to compare with."""


class Training(Model):
    """What a dancer should work on, and why.

    Attributes
    ----------
    lost : float
        Points lost on the metric, of all that were lost on any, 0 to 1.
    based_on : int
        How many recent dances say so.
    """

    metric: MetricName
    level: Difficulty
    lost: float
    based_on: int

    @property
    def reason(self) -> str:
        """The choice in a sentence for the dancer."""
        dances = "your last dance" if self.based_on == 1 else f"your last {self.based_on} dances"
        return f"In {dances} you lost most points on {self.metric}: {round(100 * self.lost)} %."


def training_for(submissions: Sequence[Submission]) -> Training | None:
    """Return what a dancer's recent dances say; None without any that lost a point.

    The metric is the one on which most points were lost, the level follows from the mean score:
    below 50 beginner, below 75 intermediate.
    """
    ordered = sorted(submissions, key=lambda one: one.submitted_at, reverse=True)
    scores = [one.score for one in ordered if one.score][:RECENT]
    lost = dict.fromkeys(TRAINABLE, 0.0)
    for score in scores:
        for metric in score.metrics:
            if metric.name in lost:
                lost[MetricName(metric.name)] += metric.weight - metric.points
    whole = sum(lost.values())
    if whole <= 0:
        return None
    weakest = max(TRAINABLE, key=lambda metric: lost[metric])
    mean = sum(score.total for score in scores) / len(scores)
    return Training(
        metric=weakest,
        level=_level(mean),
        lost=round(lost[weakest] / whole, 4),
        based_on=len(scores),
    )


def personal_slot(metric: MetricName, level: Difficulty) -> str:
    """Return the slot of the challenges that train a metric at a level."""
    return f"{PERSONAL}{metric}-{level}"


def training_template(metric: MetricName, level: Difficulty) -> Template:
    """Return what trains a metric: it weighs most, the rest is what its type asks for."""
    base, title, description = _TRAINED_BY[metric]
    others = [name for name in ("balance", "rhythm", "smoothness") if name != metric][:2]
    weights = {str(metric): _FOCUS} | dict.fromkeys(others, (100 - _FOCUS) // 2)
    return Template.model_validate(
        {
            "name": personal_slot(metric, level),
            "title": title,
            "description": description,
            "type": base,
            "difficulty": level,
            "points": _POINTS,
            "badge_name": title,
            "scoring_criteria": weights,
            "target_bpm": _TEMPO[level],
        }
    )


def _level(mean: float) -> Difficulty:
    if mean < _INTERMEDIATE_FROM:
        return Difficulty.BEGINNER
    return Difficulty.INTERMEDIATE if mean < _ADVANCED_FROM else Difficulty.ADVANCED
