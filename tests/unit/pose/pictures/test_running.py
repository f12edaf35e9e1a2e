"""The running score is the score of what has been danced so far."""

from dataclasses import replace
from typing import Final

import numpy as np
import pytest

from pose.brief import ScoringBrief
from pose.metrics import DEFAULT_CRITERIA
from pose.pictures.running import SHORTEST_S, running_curves, unscored_curves
from pose.scoring import ScoreCard, score
from pose.sequence import PoseSequence
from tests.unit.pose.any_sequence import any_pose_sequence

BRIEF: Final = ScoringBrief(
    challenge_type="freestyle", criteria=DEFAULT_CRITERIA["freestyle"], target_bpm=120.0
)


@pytest.fixture(scope="module")
def sequence() -> PoseSequence:
    return any_pose_sequence(seconds=9.0)


def joined(first: PoseSequence, second: PoseSequence) -> PoseSequence:
    """One dance after the other."""
    later = second.timestamps + first.timestamps[-1] + 1 / 15
    return replace(
        first,
        timestamps=np.concatenate([first.timestamps, later]),
        image=np.concatenate([first.image, second.image]),
        world=np.concatenate([first.world, second.world]),
        visibility=np.concatenate([first.visibility, second.visibility]),
        duration_s=first.duration_s + second.duration_s,
    )


def test_the_running_score_ends_at_the_score(sequence: PoseSequence) -> None:
    card, told = score(sequence, BRIEF), list[float]()

    curves = running_curves(sequence, BRIEF, ends_at=card.total, on_progress=told.append)

    assert curves.total[-1] == card.total
    assert curves.times[0] == 0
    assert curves.times[-1] == sequence.timestamps[-1]
    early = curves.times < SHORTEST_S
    assert np.isnan(curves.total[early]).all()
    assert np.isfinite(curves.total[~early]).all()
    assert told == sorted(told)
    assert told[-1] == 1


def test_a_curve_shows_where_the_beat_was_lost() -> None:
    on_the_beat = any_pose_sequence(seconds=8.0)
    off_the_beat = any_pose_sequence(seconds=7.0, beat_error_s=0.12, seed=3)
    dance = joined(joined(on_the_beat, off_the_beat), on_the_beat)

    curves = running_curves(dance, BRIEF, ends_at=80.0)

    rhythm, times = curves.metrics["rhythm"], curves.times
    lost = (times > 10) & (times < 13)
    assert rhythm[lost].max() < rhythm[(times < 5) | (times > 18)].min() - 15
    fault = next(fault for fault in curves.faults if fault.metric == "rhythm")
    assert 7 < fault.begin_s < fault.end_s < 16
    assert fault.caption == "off the beat"


def test_a_good_dance_has_no_faults_in_its_rhythm(sequence: PoseSequence) -> None:
    curves = running_curves(sequence, BRIEF, ends_at=80.0)

    assert "rhythm" not in {fault.metric for fault in curves.faults}


def test_what_only_a_whole_clip_shows_has_no_curve() -> None:
    sequence = any_pose_sequence(seconds=16.0)
    brief = replace(BRIEF, challenge_type="endurance", criteria=DEFAULT_CRITERIA["endurance"])

    curves = running_curves(sequence, brief, ends_at=80.0)

    assert set(curves.metrics) == {"rhythm", "smoothness", "balance"}
    assert np.isfinite(curves.total[-1])


def test_a_brief_of_nothing_that_a_part_tells_still_has_a_total() -> None:
    sequence = any_pose_sequence(seconds=16.0)
    brief = replace(BRIEF, challenge_type="endurance", criteria={"endurance": 100})

    curves = running_curves(sequence, brief, ends_at=80.0)

    assert not curves.metrics
    assert np.isfinite(curves.total[-1])


def test_a_beat_in_the_whole_clip_is_the_same_beat_in_its_parts(
    sequence: PoseSequence, monkeypatch: pytest.MonkeyPatch
) -> None:
    brief, seen = replace(BRIEF, first_beat_s=0.3), set[float]()
    card = score(sequence, brief)

    def noted(part: PoseSequence, asked: ScoringBrief) -> ScoreCard:
        assert asked.first_beat_s is not None
        begin_s = 0.3 - asked.first_beat_s
        assert np.array_equal(part.image[0], sequence.image[round(begin_s * 15)])
        seen.add(round(begin_s, 3))
        return card

    monkeypatch.setattr("pose.pictures.running.score", noted)
    running_curves(sequence, brief, ends_at=card.total)

    assert len(seen) > 3


def test_a_clip_without_a_score_can_still_be_drawn(sequence: PoseSequence) -> None:
    curves = unscored_curves(sequence, "it is dark", beats=np.array([1.0, 1.5]))

    assert np.isnan(curves.total).all()
    assert curves.since_beat(1.6) == pytest.approx(0.1)


def test_a_score_that_was_lowered_has_been_lower_all_along(sequence: PoseSequence) -> None:
    whole = score(sequence, BRIEF).total
    measured, halved = (
        running_curves(sequence, BRIEF, ends_at=total).total for total in (whole, whole / 2)
    )

    known = np.isfinite(measured)
    assert halved[known] == pytest.approx(measured[known] / 2)
    assert halved[-1] == whole / 2
