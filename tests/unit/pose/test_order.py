"""The order of the scores follows the skill: each fault lowers its own metric, and the total."""

from itertools import pairwise

import pytest

from pose.scoring import ScoreCard, score
from tests.unit.pose.any_sequence import any_brief, any_pose_sequence

FAULTS = {
    "beat_error_s": ("rhythm", (0.0, 0.04, 0.08, 0.12, 0.16)),
    "tempo": ("rhythm", (1.0, 1.02, 1.04, 1.06, 1.1)),
    "jerk": ("smoothness", (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)),
    "wobble": ("balance", (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)),
    "variety": ("creativity", (1.0, 0.5, 0.3, 0.1, 0.0)),
    "noise": ("smoothness", (0.001, 0.002, 0.004, 0.008, 0.016, 0.03)),
    "amplitude": ("creativity", (1.0, 0.8, 0.6, 0.4, 0.2)),
}


def score_of(card: ScoreCard, metric: str) -> float:
    return next(result.score for result in card.metrics if result.name == metric)


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("fault", list(FAULTS))
def test_a_fault_lowers_its_metric_step_by_step_and_the_total_with_it(
    fault: str, seed: int
) -> None:
    metric, strengths = FAULTS[fault]
    cards = [
        score(any_pose_sequence(**{fault: strength, "seed": seed}), any_brief())
        for strength in strengths
    ]
    own, totals = [score_of(card, metric) for card in cards], [card.total for card in cards]
    assert all(better > worse for better, worse in pairwise(own)), own
    assert all(better > worse for better, worse in pairwise(totals)), totals


def test_a_man_standing_still_scores_next_to_nothing() -> None:
    card = score(any_pose_sequence(amplitude=0.0, noise=0.002), any_brief())
    assert card.total < 5
    assert card.feedback[0].startswith("You hardly moved")


def test_flailing_does_not_win() -> None:
    flailing = score(any_pose_sequence(amplitude=0.0, noise=0.06), any_brief())
    assert flailing.total < 20
    assert score_of(flailing, "creativity") < 20


def test_following_every_other_beat_is_no_fault_of_rhythm() -> None:
    slow = score(any_pose_sequence(bpm=60.0), any_brief(target_bpm=120.0))
    assert score_of(slow, "rhythm") > 80


@pytest.mark.parametrize(
    ("lag_s", "least", "most"), [(0.0, 90, 100), (0.1, 90, 100), (0.24, 0, 80)]
)
def test_a_constant_lag_is_forgiven_up_to_a_point_and_reported(
    lag_s: float, least: float, most: float
) -> None:
    card = score(any_pose_sequence(lag_s=lag_s), any_brief(first_beat_s=0.0))
    (rhythm,) = (result for result in card.metrics if result.name == "rhythm")
    assert least <= rhythm.score <= most
    assert rhythm.evidence["lag_ms"] == pytest.approx(1000 * lag_s, abs=40)
