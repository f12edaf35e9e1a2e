"""Three sentences from evidence, none of which takes back another."""

import pytest

from pose.feedback.sentences import STILL, feedback, message, praise
from pose.metrics.result import Evidence, MetricResult
from pose.scoring import score
from tests.unit.pose.any_sequence import any_brief, any_pose_sequence

WEIGHTS = {"balance": 25, "rhythm": 30, "smoothness": 25, "creativity": 20}


def result(
    name: str, points: float, confidence: float = 1.0, **evidence: float | list[float] | str
) -> MetricResult:
    return MetricResult(name, 0.0, "unit", points, confidence, evidence)


def all_at(points: float, **others: float) -> tuple[MetricResult, ...]:
    return tuple(result(name, others.get(name, points)) for name in WEIGHTS)


@pytest.mark.parametrize("weak", list(WEIGHTS))
def test_the_weak_metric_is_practised_and_another_one_praised(weak: str) -> None:
    first, second, third = feedback(all_at(90, **{weak: 20}), WEIGHTS)
    assert first in {praise(r) for r in all_at(90) if r.name != weak}
    assert second == message(result(weak, 20))
    assert third not in {first, second}


def test_a_good_dance_gets_no_fault_to_practise() -> None:
    sentences = feedback(all_at(90, rhythm=95), WEIGHTS)
    assert sentences[0] == "You were right on the beat."
    assert "Try a faster song" in sentences[2]


def test_praise_is_no_warmer_than_the_score() -> None:
    warm, mild, cool = (praise(result("rhythm", points)) for points in (90, 60, 10))
    assert warm == "You were right on the beat."
    assert mild == "You kept a beat for most of the dance."
    assert cool.startswith("Of everything")


@pytest.mark.parametrize(
    ("evidence", "sentence"),
    [
        ({"tempo": 1.0, "lag_ms": 80.0}, "You were about 80 ms behind the beat."),
        ({"tempo": 1.0, "lag_ms": -120.0}, "You were about 120 ms ahead of the beat."),
        ({"tempo": 0.6, "tempo_error": 0.05, "steadiness": 0.4}, "about 5% faster than the music"),
        ({"tempo": 0.6, "tempo_error": -0.03, "steadiness": 0.4}, "about 3% slower than the music"),
        (
            {"tempo": 1.0, "off_bars": [3.0, 4.0], "off_ms": 120.0},
            "In bars 3–4 you were about 120 ms late.",
        ),
        (
            {"tempo": 1.0, "off_bars": [2.0, 2.0], "off_ms": -90.0},
            "In bar 2 you were about 90 ms early.",
        ),
        ({"tempo": 1.0, "off_bars": [2.0, 2.0], "off_ms": 70.0, "lag_ms": 90.0}, "behind the beat"),
        ({"tempo": 1.0, "scatter_ms": 90.0}, "about 90 ms off the beat"),
        ({"tempo": 1.0}, "only some of them marked the beat"),
        ({"tempo": 0.0}, "did not settle into a tempo"),
        (
            {"tempo": 0.0, "steadiness": 0.5, "own_bpm": 65.0, "target_bpm": 120.0},
            "about 130 beats a minute; the music goes at 120",
        ),
    ],
)
def test_rhythm_says_what_was_off(evidence: Evidence, sentence: str) -> None:
    assert sentence in message(MetricResult("rhythm", 0.0, "unit", 40, 1.0, evidence))


@pytest.mark.parametrize(
    ("evidence", "sentence"),
    [
        ({"margin_tu": -0.1, "shakiest_s": 66.0}, "beyond your feet, most of all around 1:06"),
        ({"margin_tu": 0.1, "lean_spread_deg": 12.0}, "swung about 12 degrees"),
        ({"margin_tu": 0.1, "sway_tu_per_s": 0.9}, "swayed above your feet"),
        ({"margin_tu": 0.1, "shakiest_s": 6.0}, "a little unsteady around 0:06"),
    ],
)
def test_balance_says_what_was_unsteady(evidence: dict[str, float], sentence: str) -> None:
    assert sentence in message(result("balance", 40, **evidence))


def test_smoothness_says_where() -> None:
    found = message(result("smoothness", 40, roughest_part="arms", roughest_s=6.4))
    assert found == "Your arms moved jerkily around 0:06."


def test_creativity_says_where_something_came_again() -> None:
    found = message(result("creativity", 30, different_moves=4.0, repeated_s=[6.0]))
    assert found == "You came back to the same 4 moves, first at 0:06."


@pytest.mark.parametrize(
    ("moves", "again", "sentence"),
    [(1.2, [2.0], "one move again and again, from 0:02"), (4.0, [], "stayed close to each other")],
)
def test_creativity_says_how_much_was_repeated(
    moves: float, again: list[float], sentence: str
) -> None:
    found = result("creativity", 30, different_moves=moves, repeated_s=again)
    assert sentence in message(found)


def test_a_metric_hardly_measured_is_not_talked_about() -> None:
    results = (*all_at(80)[1:], result("balance", 5, confidence=0.1))
    assert not any("balance" in text or "feet" in text for text in feedback(results, WEIGHTS)[:2])


def test_what_counted_less_is_not_praised_beside_the_notice_that_says_so() -> None:
    noticed = ("Smoothness counted less: the clip is short; dance a little longer.",)
    flow, steady = result("smoothness", 95, confidence=0.6), result("balance", 80)
    with_fault = (flow, steady, result("rhythm", 30))
    without_fault = (flow, steady, result("rhythm", 78))
    for results in (with_fault, without_fault):
        told = feedback(results, WEIGHTS, noticed=noticed)
        assert told[0] == praise(steady)
        assert told[2] == noticed[0]
        assert praise(flow) not in told


def test_where_all_that_is_good_counted_less_the_praise_only_compares() -> None:
    results = (result("smoothness", 95, confidence=0.6), result("balance", 30))
    first, second, _ = feedback(results, WEIGHTS, noticed=("Smoothness counted less.",))
    assert first == "Of everything, your flow came across best today."
    assert second == message(results[1])


def test_a_single_metric_still_gets_three_sentences() -> None:
    assert len(set(feedback((result("rhythm", 40),), {"rhythm": 100}))) == 3


def test_a_metric_of_another_kind_is_spoken_of_by_its_name() -> None:
    assert "charisma" in praise(result("charisma", 90))
    assert "charisma" in message(result("charisma", 10))


def test_stillness_is_said_plainly() -> None:
    assert score(any_pose_sequence(amplitude=0.0), any_brief()).feedback == STILL


@pytest.mark.parametrize(
    ("fault", "word"),
    [({"jerk": 0.8}, "jerkily"), ({"tempo": 1.04}, "faster than the music"),
     ({"wobble": 1.0}, "beyond your feet"), ({"variety": 0.0}, "one move")],
)  # fmt: skip
def test_each_kind_of_fault_is_named(fault: dict[str, float], word: str) -> None:
    assert word in score(any_pose_sequence(**fault), any_brief()).feedback[1]
