"""What the demo tells a person."""

from __future__ import annotations

import pytest
from rich.console import Console

from idance.domain.score import Metric
from local.demo.result import DancerResult, DemoResult, EncoreResult, Line
from local.demo.telling import bar, tell


def any_dancer(**changes: object) -> dict[str, object]:
    """Return what is known of a dancer who was scored."""
    metric = Metric(
        name="rhythm", weight=30, points=27.5, score=91.67, value=0.9, unit="", confidence=1.0
    )
    return {
        "name": "You",
        "clip": "dance.mp4",
        "frames": 60,
        "seconds": 4.0,
        "submission_id": "sub_any",
        "status": "SCORED",
        "score": 87.25,
        "breakdown": {"rhythm": 27.5},
        "metrics": (metric,),
        "feedback": ("You were right on the beat.",),
        "badges": ("First Challenge",),
        "rank": 2,
        "code": None,
        "message": None,
        "timings_ms": {"upload": 50.0, "scoring": 2000.0, "extract_pose": 1500.0},
    } | changes


def any_result(**changes: object) -> DemoResult:
    """Return a result of the demo."""
    dancer = any_dancer(**changes)
    return DemoResult.model_validate(
        {
            **dancer,
            "challenge_id": "ch_any",
            "leaderboard": (Line(rank=1, name="Nova", score=88.0),),
            "ranks": {"daily": 2},
            "dancers": (DancerResult.model_validate(dancer),),
            "order_follows_skill": True,
            "surprises": (),
            "steps_s": {"Deploying": 12.0},
        }
    )


def told(result: DemoResult, *, kept: bool = False) -> str:
    """Return what a person reads."""
    console = Console(width=100, record=True, quiet=False)
    with console.capture() as captured:
        tell(console, result, kept=kept)
    return captured.get()


@pytest.mark.parametrize(
    ("share", "drawn"), [(0.0, "    "), (0.5, "██  "), (0.53, "██▏ "), (1.0, "████"), (9.0, "████")]
)
def test_a_bar_is_as_long_as_its_share(share: float, drawn: str) -> None:
    assert bar(share, width=4) == drawn


def test_a_score_comes_with_its_metrics_feedback_badges_and_board() -> None:
    text = told(any_result())
    for word in ("87.25", "rhythm", "of 30", "right on the beat", "★ First Challenge", "Nova"):
        assert word in text


def test_a_failure_says_what_happened_in_words_and_by_code() -> None:
    refused = any_result(
        score=None, status="FAILED", code="NO_PERSON", message="Nobody was seen.", metrics=()
    )
    text = told(refused)
    assert "No score" in text
    assert "Nobody was seen." in text
    assert "NO_PERSON" in text


def test_what_the_pipeline_did_stands_below_the_scoring() -> None:
    lines = [line.strip() for line in told(any_result()).splitlines()]
    steps = [line.split("  ")[0] for line in lines if line.endswith(" ms")]
    assert steps == ["upload", "scoring", "extract pose"]


def test_a_stage_that_stays_can_be_stopped() -> None:
    assert "make down" in told(any_result(), kept=True)
    assert "make down" not in told(any_result(), kept=False)


def test_the_encore_is_told_by_dancer_with_what_each_was_drawn_to_do() -> None:
    accuracy = Metric(
        name="accuracy", weight=60, points=57.0, score=95.0, value=0.9, unit="", confidence=1.0
    )
    echo = any_dancer(name="Echo", score=91.85, metrics=(accuracy,))
    encore = EncoreResult.model_validate(
        {"challenge_id": "ch_any", "title": "Follow Me", "type": "accuracy", "dancers": (echo,)}
    )
    said = told(any_result().model_copy(update={"encore": encore}))
    assert "“Follow Me”, accuracy after a demo video" in said
    (line,) = [line for line in said.splitlines() if "Echo" in line]
    assert "91.85" in line
    assert "the same moves" in line
    assert "accuracy 95" in said
