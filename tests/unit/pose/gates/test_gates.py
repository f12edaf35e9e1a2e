"""Every attack before every gate, done to landmarks of figures and of motion capture."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.attacks import ATTACKS, COPIES, sped_up, still_photo
from benchmarks.motion_capture import NAMES, RECORDINGS, captured
from pose.clip.traits import ClipTraits
from pose.gates import GATES, GateInput, GateResult, Judgement, Verdict, judge
from pose.preprocessing.preparing import prepare
from pose.sequence import PoseSequence
from tests.unit.pose.any_film import FPS, Scene, again, any_film, seen
from tests.unit.pose.any_sequence import any_pose_sequence

captures = pytest.mark.skipif(
    not RECORDINGS.exists(), reason="no ../shared/motion beside this checkout"
)

FIGURES = {
    "good": any_pose_sequence(),
    "slow": any_pose_sequence(bpm=90.0),
    "jerky": any_pose_sequence(jerk=0.8),
    "wobbly": any_pose_sequence(wobble=1.0),
    "late": any_pose_sequence(beat_error_s=0.08, lag_s=0.1),
    "timid": any_pose_sequence(amplitude=0.5),
    "noisy": any_pose_sequence(noise=0.003),
}
CATCHERS = {
    "still photo": "still",
    "shaken photo": "shaken",
    "loop": "looped",
    "jittered loop": "looped",
    "boomerang": "boomerang",
    "jittered boomerang": "boomerang",
    "doubled frames": "duplicated",
    "flailing": "flailing",
    "stretching bones": "broken_tracking",
    "changing dancer": "one_dancer",
}


def judged(
    sequence: PoseSequence, clip: ClipTraits | None = None, *, stillness_asked: bool = False
) -> Judgement:
    return judge(GateInput(sequence, prepare(sequence), clip, stillness_asked))


def stopped(judgement: Judgement) -> set[str]:
    return {result.name for result in judgement.results if result.verdict is not Verdict.PASS}


def result(judgement: Judgement, name: str) -> GateResult:
    return next(result for result in judgement.results if result.name == name)


@pytest.mark.parametrize("name", FIGURES)
def test_an_honest_figure_passes_every_gate(name: str) -> None:
    honest = judged(FIGURES[name])
    assert stopped(honest) == set()
    assert (honest.held, honest.factor, honest.reasons) == (False, 1.0, ())


@captures
@pytest.mark.parametrize("yaw", [0.0, 45.0, 90.0])
@pytest.mark.parametrize("name", NAMES)
def test_an_honest_person_passes_every_gate(name: str, yaw: float) -> None:
    assert stopped(judged(captured(name, yaw_degrees=yaw))) == set()


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("name", ["good", "slow"])
def test_what_a_recording_suffers_on_its_way_passes_every_gate(name: str, copy: str) -> None:
    assert stopped(judged(COPIES[copy](FIGURES[name]))) == set()


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("name", ["good", "slow", "late"])
def test_an_attack_on_a_figure_is_caught_by_its_gate(name: str, attack: str) -> None:
    assert CATCHERS[attack] in stopped(judged(ATTACKS[attack](FIGURES[name])))


@captures
@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("name", ["dance", "hop", "cartwheel"])
def test_an_attack_on_a_person_is_caught_by_its_gate(name: str, attack: str) -> None:
    assert CATCHERS[attack] in stopped(judged(ATTACKS[attack](captured(name))))


@captures
@pytest.mark.parametrize("factor", [1.5, 2.0])
def test_jumps_played_too_fast_are_held(factor: float) -> None:
    fast = result(judged(sped_up(captured("hop"), factor)), "sped_up")
    assert fast.verdict is Verdict.HOLD
    fall = fast.evidence["fall_in_gravities"]
    assert isinstance(fall, float)
    assert fall**0.5 == pytest.approx(factor, rel=0.12)


@captures
def test_a_dance_without_jumps_hides_its_speed() -> None:
    fast = result(judged(sped_up(captured("dance"), 1.5)), "sped_up")
    assert fast.verdict is Verdict.PASS
    assert fast.evidence["jumps"] == 0


def test_a_held_score_keeps_its_value_and_a_lowered_one_does_not() -> None:
    looped = judged(ATTACKS["loop"](FIGURES["good"]))
    assert (looped.held, looped.factor) == (True, 1.0)
    still = judged(still_photo(FIGURES["good"]))
    assert (still.held, still.factor) == (False, 0.0)


def test_every_objection_has_a_reason_for_the_dancer() -> None:
    for attack in ATTACKS.values():
        judgement = judged(attack(FIGURES["good"]))
        assert len(judgement.reasons) == len(stopped(judgement))
        for reason in judgement.reasons:
            assert reason.endswith(".")
            assert "{" not in reason


def test_reasons_to_hold_come_first() -> None:
    both = judged(ATTACKS["shaken photo"](FIGURES["good"]))
    assert stopped(both) == {"still", "shaken"}
    assert both.reasons[0].startswith("Everything in the picture moves together")


def test_a_gate_never_raises_a_score() -> None:
    for attack in ATTACKS.values():
        for found in judged(attack(FIGURES["good"])).results:
            assert 0 <= found.factor <= 1


def test_evidence_holds_finite_numbers_only() -> None:
    hidden = replace(FIGURES["good"], visibility=FIGURES["good"].visibility.copy())
    hidden.visibility[:, 25:] = 0
    for found in judged(hidden).results:
        numbers = [value for value in found.evidence.values() if isinstance(value, float)]
        assert np.isfinite(numbers).all()


def test_the_same_input_is_judged_the_same() -> None:
    assert judged(FIGURES["good"]) == judged(FIGURES["good"])
    assert judged(FIGURES["good"]).gates_version.startswith("1.")


def test_every_gate_says_its_own_name() -> None:
    honest = judged(FIGURES["good"])
    assert [found.name for found in honest.results] == list(GATES)


def test_holding_still_is_no_photo_where_the_challenge_asks_for_it() -> None:
    pose = still_photo(FIGURES["good"])
    assert stopped(judged(pose)) == {"still"}
    assert stopped(judged(pose, stillness_asked=True)) == set()


def test_a_photo_is_held_even_where_stillness_is_asked() -> None:
    photo = seen(again(any_film(0.1)[:1] * (8 * FPS)))
    assert judged(still_photo(FIGURES["good"]), photo, stillness_asked=True).held


def test_pictures_that_repeat_themselves_hold_a_dance() -> None:
    loop = seen(again(any_film(2.0) * 4))
    there = any_film(4.0)
    boomerang = seen(again(there + there[::-1]))
    assert stopped(judged(FIGURES["good"], loop)) == {"looped"}
    assert stopped(judged(FIGURES["good"], boomerang)) == {"boomerang"}


def test_pictures_that_differ_clear_a_drill_that_poses_alone_would_hold() -> None:
    drill = any_pose_sequence(variety=0.0)
    takes = [frame for take in range(4) for frame in any_film(2.0, Scene(take=take))]
    assert {"looped", "boomerang"} <= stopped(judged(drill))
    assert stopped(judged(drill, seen(takes))) == set()


def test_doubled_pictures_lower_a_score_by_what_they_hide() -> None:
    doubled = seen([frame for frame in any_film()[::2] for _ in range(2)])
    found = result(judged(FIGURES["good"], doubled), "duplicated")
    assert found.verdict is Verdict.MULTIPLY
    assert found.factor == pytest.approx(0.7, abs=0.1)
