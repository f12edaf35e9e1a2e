"""Whatever a tracker does to whatever body: every metric answers with numbers, or not at all."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pose.brief import ScoringBrief
from pose.calibration import current_calibration
from pose.errors import PoseError
from pose.landmarks import LANDMARK_COUNT
from pose.metrics import METRICS
from pose.metrics.result import MetricResult
from pose.preprocessing.preparing import prepare
from pose.scoring import score
from pose.sequence import PoseSequence
from tests.unit.pose.any_body import on_one_leg, spun, tiring
from tests.unit.pose.any_sequence import Dancer, any_brief, bodies, changed, seen_by_camera

SECONDS: Final = 22.0
"""Long enough for endurance."""
CLIPS: Final = {
    "dance": seen_by_camera(bodies(Dancer(seconds=SECONDS)), noise=0.001),
    "spin": seen_by_camera(spun(3, 4.0, drift_m=0.1), noise=0.001),
    "hold": seen_by_camera(on_one_leg(10.0, touches=1), noise=0.001),
    "tiring": seen_by_camera(tiring(0.7, seconds=SECONDS), noise=0.001),
}
MEASURED: Final = {
    name: "spin" if name == "spin" else "hold" if name == "hold" else "dance" for name in METRICS
}
"""For each metric a clip on which it is measured when nothing is broken."""
VALUES: Final = st.sampled_from([np.nan, np.inf, -np.inf, 1e30, -1e30, 0.0, 5.0]) | st.floats(-2, 2)

EVENLY: Final = dict.fromkeys(METRICS, 100 // len(METRICS))


@dataclass(frozen=True)
class Damage:
    """What goes wrong for a while: in which arrays, to which landmarks, and how.

    `start` and `length` are shares of the clip; a `value` takes the place of what was there, or is
    added to it; `seen` is the visibility from then on, if any.
    """

    world: bool
    landmarks: frozenset[int]
    start: float
    length: float
    value: float
    added: bool
    seen: float | None


DAMAGES: Final = st.lists(
    st.builds(
        Damage,
        world=st.booleans(),
        landmarks=st.frozensets(st.integers(0, LANDMARK_COUNT - 1), min_size=1)
        | st.just(frozenset(range(LANDMARK_COUNT))),
        start=st.floats(0, 1),
        length=st.floats(0, 1),
        value=VALUES,
        added=st.booleans(),
        seen=st.none() | st.floats(0, 1),
    ),
    min_size=1,
    max_size=4,
)


def damaged(sequence: PoseSequence, damages: Iterable[Damage]) -> PoseSequence:
    image, world, visibility = (
        field.copy() for field in (sequence.image, sequence.world, sequence.visibility)
    )
    for one in damages:
        points, count = (world if one.world else image), len(image)
        at = slice(round(one.start * count), round((one.start + one.length) * count) + 1)
        where = sorted(one.landmarks)
        points[at, where] = one.value + (points[at, where] if one.added else 0.0)
        if one.seen is not None:
            visibility[at, where] = one.seen
    return changed(sequence, image=image, world=world, visibility=visibility)


def asked(bpm: float | None) -> ScoringBrief:
    return any_brief(challenge_type="mine", target_bpm=bpm, reference=CLIPS["dance"])


def numbers(result: MetricResult) -> list[float]:
    found = [result.value, result.score, result.confidence]
    for value in result.evidence.values():
        found += value if isinstance(value, list) else [] if isinstance(value, str) else [value]
    for stretch in result.stretches:
        found += [stretch.start_s, stretch.stop_s, stretch.value]
    return found


@pytest.mark.parametrize("name", list(METRICS))
def test_what_is_damaged_here_is_measured_when_whole(name: str) -> None:
    motion = prepare(CLIPS[MEASURED[name]])
    assert METRICS[name](motion, asked(120.0), current_calibration()).confidence > 0.9


@settings(deadline=None, max_examples=20)
@given(DAMAGES, st.sampled_from(sorted(CLIPS)), st.sampled_from([None, 60.0, 120.0]))
def test_every_metric_of_a_damaged_clip_is_a_number(
    damages: list[Damage], which: str, bpm: float | None
) -> None:
    try:
        motion = prepare(damaged(CLIPS[which], damages))
    except PoseError:
        return
    for name, metric in METRICS.items():
        result = metric(motion, asked(bpm), current_calibration())
        assert all(map(math.isfinite, numbers(result))), result
        assert result.name == name
        assert 0 <= result.score < 100
        assert 0 <= result.confidence <= 1


@settings(deadline=None, max_examples=10)
@given(DAMAGES)
def test_a_damaged_reference_or_clip_gives_a_total_or_a_reason(damages: list[Damage]) -> None:
    broken, whole = damaged(CLIPS["dance"], damages), CLIPS["dance"]
    for clip, reference in ((broken, whole), (whole, broken)):
        brief = any_brief(challenge_type="mine", criteria=EVENLY, reference=reference)
        try:
            card = score(clip, brief)
        except PoseError:
            continue
        assert 0 <= card.total < 100
        assert len(set(card.feedback)) == 3
