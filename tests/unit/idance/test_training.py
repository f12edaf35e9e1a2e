"""What a dancer should work on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from idance.domain.challenge_content import Difficulty
from idance.domain.challenge_type import ChallengeType, MetricName
from idance.domain.training import TRAINABLE, training_for, training_template
from tests.builders import NOW, TODAY, any_scored, any_submission


def test_the_metric_that_most_points_were_lost_on_is_trained() -> None:
    training = training_for([any_scored(80.0, scores={"rhythm": 40.0, "balance": 70.0})])

    assert training is not None
    assert (training.metric, training.level) == (MetricName.RHYTHM, Difficulty.ADVANCED)
    assert "you lost most points on rhythm" in training.reason
    assert training.reason.startswith("In your last dance")


@pytest.mark.parametrize(
    ("total", "level"),
    [(49.99, "beginner"), (50.0, "intermediate"), (74.99, "intermediate"), (75.0, "advanced")],
)
def test_the_level_follows_from_the_mean_score(total: float, level: str) -> None:
    training = training_for([any_scored(total)])

    assert training is not None
    assert training.level == level


def test_the_last_ten_dances_decide() -> None:
    long_ago = [
        any_scored(90.0, scores={"balance": 0.0}, submitted_at=NOW - timedelta(days=30 + ago))
        for ago in range(20)
    ]
    lately = [
        any_scored(90.0, scores={"smoothness": 50.0}, submitted_at=NOW - timedelta(days=ago))
        for ago in range(10)
    ]

    training = training_for([*long_ago, *lately])

    assert training is not None
    assert (training.metric, training.based_on) == (MetricName.SMOOTHNESS, 10)
    assert "your last 10 dances" in training.reason


def test_who_has_not_danced_or_lost_nothing_is_told_nothing() -> None:
    assert training_for([]) is None
    assert training_for([any_submission()]) is None
    assert training_for([any_scored(100.0)]) is None


@pytest.mark.parametrize("metric", TRAINABLE)
@pytest.mark.parametrize("level", Difficulty)
def test_every_weakness_has_a_challenge_that_weighs_it_most(
    metric: MetricName, level: Difficulty
) -> None:
    draft = training_template(metric, level).on(TODAY, slot=f"for-{metric}-{level}")

    assert max(draft.scoring_criteria, key=draft.scoring_criteria.__getitem__) == metric
    assert draft.type in set(ChallengeType)
    assert draft.difficulty is level
