"""What is said about the metrics of single challenge types."""

import pytest

from pose.feedback.remarks import ADVICE, FAULTS, PRAISE
from pose.feedback.sentences import advice, message, praise
from pose.metrics.result import Evidence, MetricResult
from pose.scoring import score
from pose.sequence import PoseSequence
from tests.unit.pose.any_body import on_one_leg, resting, retimed, spun
from tests.unit.pose.any_sequence import (
    Dancer,
    any_brief,
    any_pose_sequence,
    bodies,
    seen_by_camera,
)


def said(name: str, evidence: Evidence) -> str:
    return message(MetricResult(name, 0.0, "unit", 30.0, 1.0, evidence))


def test_every_metric_of_a_type_has_its_own_words() -> None:
    assert set(PRAISE) == set(FAULTS) == set(ADVICE)
    for name in PRAISE:
        weak, strong = (MetricResult(name, 0.0, "unit", points, 1.0, {}) for points in (20, 90))
        assert len({message(weak), praise(weak), advice(weak), praise(strong)}) == 4
        assert message(strong) == praise(strong)


@pytest.mark.parametrize(
    ("name", "evidence", "sentence"),
    [
        ("accuracy", {"covered": 0.6}, "about 60% of the choreography"),
        (
            "accuracy",
            {"other_bars": [3.0, 4.0], "timing": 0.0, "shape": 50.0, "tempo_ratio": 1.3},
            "In bars 3–4 you danced something else than the demo shows.",
        ),
        ("accuracy", {"timing": 20.0, "shape": 90.0, "tempo_ratio": 0.9}, "about 10% slower"),
        (
            "accuracy",
            {"timing": 20.0, "shape": 90.0, "late_ms": 120.0, "late_bars": [3.0, 3.0]},
            "In bar 3 you were about 120 ms late.",
        ),
        (
            "accuracy",
            {
                "timing": 20.0,
                "shape": 90.0,
                "late_ms": -120.0,
                "late_bars": [3.0, 4.0],
                "late_part": "arms",
            },
            "In bars 3–4 your arms were about 120 ms early.",
        ),
        (
            "accuracy",
            {"timing": 20.0, "shape": 90.0, "timing_spread_ms": 90.0},
            "about 90 ms off their moments",
        ),
        (
            "accuracy",
            {
                "timing": 90.0,
                "shape": 50.0,
                "worst_limb": "left forearm",
                "worst_limb_deg": 41.0,
                "worst_limb_s": 66.0,
                "worst_limb_bar": 4.0,
            },
            "In bar 4, at 1:06, your left forearm was about 41 degrees off.",
        ),
        ("combo", {"out_of_order": [2.0], "missing_moves": [2.0]}, "Move 2 of the combo came at"),
        ("combo", {"missing_moves": [3.0, 4.0]}, "Move 3 of the combo was not to be seen."),
        ("combo", {"missing_moves": []}, "only roughly"),
        ("endurance", {"longest_rest_s": 4.0, "longest_rest_at_s": 12.0}, "4 seconds from 0:12 on"),
        ("endurance", {"lost_share": 0.5}, "about 50% less energy"),
        ("endurance", {"active_share": 0.4}, "about 40% of the clip"),
        ("endurance", {}, "last third was weaker"),
        ("hold", {"corrections_s": [7.2]}, "first at 0:07"),
        ("hold", {"hold_s": 3.4}, "about 3.4 seconds"),
        ("hold", {"hold_s": 9.0, "asked_s": 12.0}, "about 9.0 seconds"),
        ("combo", {"different_moves": 2.0, "repeated_s": [4.0]}, "the one at 0:04 was a repeat"),
        ("combo", {"different_moves": 2.0, "required": 4.0}, "2 moves; the combo asks for 4"),
        ("spin", {"turns": 4.0, "asked_turns": 6.0, "landing_s": 0.2}, "turned 4.0 times"),
        ("hold", {"hold_s": 9.0}, "swayed"),
        ("speed", {"slowest_s": 5.0}, "slowest around 0:05"),
        ("spin", {"turns": 0.4}, "did not turn all the way round"),
        ("spin", {"turns": 2.0, "axis_drift_tu": 0.5}, "drifted sideways"),
        ("spin", {"turns": 2.0}, "did not come to a stand"),
        ("spin", {"turns": 2.0, "landing_s": 0.2}, "turned 2.0 times"),
        ("spin", {"turns": 3.0, "landing_s": 1.4}, "needed 1.4 seconds"),
    ],
)
def test_a_fault_is_told_from_its_evidence(name: str, evidence: Evidence, sentence: str) -> None:
    assert sentence in said(name, evidence)


DANCE = bodies(Dancer(seconds=20.0))


@pytest.mark.parametrize(
    ("name", "sequence", "words"),
    [
        ("accuracy", seen_by_camera(retimed(DANCE, 0.85)), "slower than it was shown"),
        ("combo", seen_by_camera(DANCE[480:]), "Move 1 of the combo"),
        ("endurance", seen_by_camera(resting(20.0, 5.0)), "rested for about 5 seconds"),
        ("hold", seen_by_camera(on_one_leg(4.0, touches=1)), "first at 0:01"),
        ("spin", seen_by_camera(spun(1, 1.5, drift_m=0.4)), "drifted"),
        ("speed", any_pose_sequence(bpm=70.0), "slowest around"),
    ],
)
def test_the_dancer_is_told_what_to_practise(name: str, sequence: PoseSequence, words: str) -> None:
    criteria = {name: 90, "balance": 10}
    asked = any_brief(
        challenge_type="static" if name == "hold" else "mine",
        criteria=criteria,
        reference=seen_by_camera(DANCE),
    )
    sentences = score(sequence, asked).feedback
    assert words in sentences[1]
    assert sentences[2] == ADVICE[name][0]
