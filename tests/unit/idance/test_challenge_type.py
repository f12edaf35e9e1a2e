"""What kinds of challenges there are, and what their scores are made of."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from idance.domain.challenge_type import (
    DEFAULT_CRITERIA,
    METRICS,
    ChallengeType,
    CustomType,
    default_criteria,
)
from pose.metrics import DEFAULT_CRITERIA as SCORED_BY
from pose.metrics import METRICS as MEASURED
from tests.builders import any_challenge, any_draft


def test_every_metric_of_the_domain_is_measured_and_none_is_forgotten() -> None:
    assert set(METRICS) == set(MEASURED)


def test_types_weigh_what_the_scoring_says_they_weigh() -> None:
    assert {str(kind): dict(weights) for kind, weights in DEFAULT_CRITERIA.items()} == SCORED_BY


@pytest.mark.parametrize("kind", ChallengeType)
def test_a_challenge_that_names_no_weights_has_its_types(kind: ChallengeType) -> None:
    challenge = any_challenge(type=kind, scoring_criteria=default_criteria(kind))

    assert any_draft(type=kind).scoring_criteria == DEFAULT_CRITERIA[kind]
    assert challenge.base_type is kind


def test_a_custom_type_leaves_its_weights_to_whoever_knows_it() -> None:
    assert any_draft(type="popping").scoring_criteria == {}


def test_a_custom_type_is_scored_as_its_base() -> None:
    challenge = any_challenge(type="popping", base_type=ChallengeType.SPEED)

    assert challenge.base_type is ChallengeType.SPEED


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"name": "No Spaces"}, "pattern"),
        ({"base_type": "polka"}, "freestyle"),
        ({"scoring_criteria": {"rhythm": 99}}, "sum to 100"),
        ({"scoring_criteria": {"charm": 100}}, "unknown scoring criteria: charm"),
        ({"scoring_criteria": {"rhythm": 150, "spin": -50}}, "negative"),
    ],
)
def test_a_custom_type_that_makes_no_score_is_refused(wrong: dict[str, object], why: str) -> None:
    usual = {"name": "popping", "base_type": "speed", "scoring_criteria": {"rhythm": 100}}

    with pytest.raises(ValidationError, match=why):
        CustomType.model_validate(usual | wrong)


@pytest.mark.parametrize(
    ("field", "too_little", "too_much"),
    [
        ("first_beat", -0.1, 61),
        ("hold_seconds", 0, 61),
        ("turns", 0, 51),
        ("required_moves", 1, 65),
        ("target_bpm", 39, 241),
    ],
)
def test_parameters_have_sensible_ranges(field: str, too_little: float, too_much: float) -> None:
    for value in (too_little, too_much):
        with pytest.raises(ValidationError, match=r"than or equal to"):
            any_draft(**{field: value})
