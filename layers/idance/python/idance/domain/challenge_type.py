"""Types of challenges: what kind of dance is asked for, and what its score is made of."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Final

from pydantic import AfterValidator, StringConstraints

from idance.domain.model import Model

WHOLE: Final = 100


class MetricName(StrEnum):
    """What a dance can be measured by; each is a metric of the pose package."""

    BALANCE = "balance"
    RHYTHM = "rhythm"
    SMOOTHNESS = "smoothness"
    CREATIVITY = "creativity"
    ACCURACY = "accuracy"
    COMBO = "combo"
    SPIN = "spin"
    HOLD = "hold"
    SPEED = "speed"
    ENDURANCE = "endurance"


METRICS: Final = tuple(metric.value for metric in MetricName)
NEEDS_REFERENCE: Final = frozenset({MetricName.ACCURACY})
"""Metrics that say nothing without a choreography to compare with."""
COMPARING: Final = NEEDS_REFERENCE | {MetricName.COMBO}
"""Metrics that compare with the choreography of a demo video where there is one."""


class ChallengeType(StrEnum):
    """The kinds of dance the scoring is calibrated for.

    What an admin defines beside them (`CustomType`) is based on one of these.
    """

    FREESTYLE = "freestyle"
    STATIC = "static"
    SPIN = "spin"
    COMBO = "combo"
    SPEED = "speed"
    ACCURACY = "accuracy"
    ENDURANCE = "endurance"


DEFAULT_CRITERIA: Final[Mapping[ChallengeType, Mapping[str, int]]] = {
    ChallengeType.FREESTYLE: {"balance": 25, "rhythm": 30, "smoothness": 25, "creativity": 20},
    ChallengeType.STATIC: {"hold": 50, "balance": 30, "smoothness": 20},
    ChallengeType.SPIN: {"spin": 40, "balance": 20, "rhythm": 15, "smoothness": 25},
    ChallengeType.COMBO: {
        "combo": 35, "balance": 15, "rhythm": 25, "smoothness": 15, "creativity": 10,
    },
    ChallengeType.SPEED: {"speed": 50, "rhythm": 25, "smoothness": 15, "balance": 10},
    ChallengeType.ACCURACY: {"accuracy": 70, "smoothness": 15, "balance": 15},
    ChallengeType.ENDURANCE: {"endurance": 50, "rhythm": 25, "smoothness": 15, "balance": 10},
}  # fmt: skip
"""Weights by type, where a challenge names none of its own; freestyle's are the requirements'."""

_BUILT_IN: Final = frozenset(kind.value for kind in ChallengeType)

TypeName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,29}$")]


def is_built_in(type_name: str) -> bool:
    """Whether a type is one of `ChallengeType`."""
    return type_name in _BUILT_IN


def default_criteria(type_name: str = ChallengeType.FREESTYLE) -> dict[str, int]:
    """Return the weights of a built-in type; a custom type's are not known here: none."""
    return dict(DEFAULT_CRITERIA[ChallengeType(type_name)]) if is_built_in(type_name) else {}


def check_criteria(criteria: dict[str, int]) -> dict[str, int]:
    """Return weights that make a score.

    Raises
    ------
    ValueError
        If a metric is unknown, a weight is negative, or they do not sum to 100.
    """
    unknown = set(criteria) - set(METRICS)
    if unknown:
        raise ValueError(f"unknown scoring criteria: {', '.join(sorted(unknown))}")
    if any(weight < 0 for weight in criteria.values()):
        raise ValueError("scoringCriteria must not be negative")
    if sum(criteria.values()) != WHOLE:
        raise ValueError("scoringCriteria must sum to 100")
    return criteria


Criteria = Annotated[dict[str, int], AfterValidator(check_criteria)]


class CustomType(Model):
    """A type an admin has defined.

    Attributes
    ----------
    name : str
        What challenges of it say as their ``type``; none of the built-in ones.
    base_type : ChallengeType
        Whose calibration scores it.
    scoring_criteria : dict
        Its weights, where a challenge names none of its own.
    """

    name: TypeName
    description: Annotated[str, StringConstraints(max_length=500)] = ""
    base_type: ChallengeType
    scoring_criteria: Criteria
