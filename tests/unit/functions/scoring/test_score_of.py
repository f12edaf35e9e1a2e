"""From the scoring engine's words to the domain's."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from functions.scoring.briefing import brief_of
from functions.scoring.score_submission import judged, score_of
from idance.domain.gate import Gate
from idance.domain.gate import Verdict as DomainVerdict
from idance.domain.generation import last_resort_challenge
from pose.gates import GateResult, Judgement, Verdict
from pose.scoring import MetricResult, ScoreCard
from tests.builders import any_challenge
from tests.unit.pose.any_sequence import any_pose_sequence

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def any_card(**confidence: float) -> ScoreCard:
    scores = {"balance": 71.238, "rhythm": 93.5, "smoothness": 60.0, "creativity": 55.5}
    weights = {"balance": 25, "rhythm": 30, "smoothness": 25, "creativity": 20}
    seen = {name: weight * confidence.get(name, 1.0) for name, weight in weights.items()}
    return ScoreCard(
        total=round(sum(seen[name] * scores[name] for name in seen) / sum(seen.values()), 2),
        metrics=tuple(
            MetricResult(name, 0.5, "any unit", value, seen[name] / weights[name], {"why": "so"})
            for name, value in scores.items()
        ),
        weights=weights,
        confidence=sum(seen.values()) / 100,
        feedback=("Well done.", "More arms."),
        notices=(),
        remarks={},
        advice={},
        unseen=(),
        scoring_version="1.abcdef01",
    )


def test_a_score_has_the_points_of_every_metric() -> None:
    card = any_card(rhythm=0.5)
    result = score_of(card, any_pose_sequence())

    assert result.total == 68.16
    assert sum(metric.points for metric in result.metrics) == pytest.approx(68.16, abs=1e-9)
    assert {metric.name: metric.weight for metric in result.metrics} == card.weights
    assert all(metric.points <= metric.weight for metric in result.metrics)
    assert result.breakdown == card.breakdown


def test_a_score_is_in_hundredths_and_knows_what_it_rests_on() -> None:
    sequence = any_pose_sequence()
    result = score_of(any_card(), sequence)

    assert result.metrics[0].score == 71.24
    assert result.frames == len(sequence.timestamps)
    assert result.seconds == sequence.duration_s
    assert (result.scoring_version, result.pose_version) == ("1.abcdef01", sequence.pose_version)


def test_the_brief_is_what_the_challenge_says() -> None:
    challenge = last_resort_challenge(date(2026, 11, 21), now=NOW)
    brief = brief_of(challenge)
    assert brief.challenge_type == challenge.base_type.value
    assert brief.criteria == challenge.scoring_criteria
    assert brief.target_bpm == challenge.target_bpm


def test_the_brief_has_what_a_challenge_asks_of_its_type() -> None:
    asked = any_challenge(
        type="static",
        first_beat=0.4,
        hold_seconds=5,
        turns=2,
        required_moves=6,
        difficulty="advanced",
    )
    brief = brief_of(asked)
    assert (brief.challenge_type, brief.first_beat_s, brief.hold_s) == ("static", 0.4, 5)
    assert (brief.turns, brief.required_moves, brief.difficulty) == (2, 6, "advanced")


def test_a_score_keeps_what_the_gates_said_and_is_lowered_by_it() -> None:
    said = (
        GateResult("looped", Verdict.HOLD, 1.0, "It is shown twice.", {"at_s": 2.0}),
        GateResult("still", Verdict.MULTIPLY, 0.5, "You hardly move."),
        GateResult("shaken", Verdict.PASS, 1.0, ""),
    )
    result = judged(score_of(any_card(), any_pose_sequence()), Judgement(said, "1.abcdef01"))

    assert result.gates_version == "1.abcdef01"
    assert result.gates == tuple(
        Gate(
            name=one.name, verdict=DomainVerdict(one.verdict), factor=one.factor, reason=one.reason
        )
        for one in said
    )
    assert result.is_held
    assert result.total == round(any_card().total / 2, 2)


def test_the_gates_verdicts_have_the_same_names_on_both_sides() -> None:
    assert {one.value for one in Verdict} == {one.value for one in DomainVerdict}
