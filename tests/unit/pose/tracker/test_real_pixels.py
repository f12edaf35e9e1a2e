"""From a clip to its score: real people, and drawn dancers whose faults are known."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from local.drawn_dancer import Clip, Dance, write_clip
from pose.errors import CannotScoreError
from pose.scoring import ScoreCard, score
from pose.tracker.estimator import extract
from tests.unit.pose.any_sequence import any_brief
from tests.unit.pose.model import MODEL_PATH, REAL_CLIPS

FAULTS: dict[str, Dance] = {
    "rhythm": Dance(duration_s=7.0, seed=1, timing_jitter_s=0.14),
    "smoothness": Dance(duration_s=7.0, seed=1, jerkiness=0.8),
    "balance": Dance(duration_s=7.0, seed=1, wobble=0.8),
    "creativity": Dance(duration_s=7.0, seed=1, variety=1),
}
real = pytest.mark.skipif(not REAL_CLIPS.is_dir(), reason="no ../shared/clips in this checkout")


@cache
def drawn(dance: Dance) -> ScoreCard:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "dancer.mp4"
        write_clip(path, dance, Clip(fps=20, sound=False))
        return score(extract(path, model_path=MODEL_PATH, video_sha256="0" * 64), any_brief())


def points(card: ScoreCard, metric: str) -> float:
    return next(result.score for result in card.metrics if result.name == metric)


@pytest.mark.parametrize("metric", list(FAULTS))
def test_a_drawn_fault_costs_its_own_metric_most_and_the_total_too(metric: str) -> None:
    good, bad = drawn(Dance(duration_s=7.0, seed=1)), drawn(FAULTS[metric])
    lost = {name: points(good, name) - points(bad, name) for name in FAULTS}
    assert max(lost, key=lambda name: lost[name]) == metric
    assert lost[metric] > 20
    assert bad.total < good.total - 3


def test_a_well_drawn_dancer_scores_well() -> None:
    card = drawn(Dance(duration_s=7.0, seed=1))
    assert card.total > 75
    assert card.confidence > 0.9


@real
@pytest.mark.parametrize("target_bpm", [120.0, None])
def test_a_real_clip_is_scored_with_and_without_a_target(target_bpm: float | None) -> None:
    path = REAL_CLIPS / "choreo_reference.mp4"
    sequence = extract(path, model_path=MODEL_PATH, video_sha256="0" * 64)
    card = score(sequence, any_brief(target_bpm=target_bpm))
    assert 20 < card.total < 90
    assert card.confidence >= 0.6


@real
@pytest.mark.parametrize(
    ("clip", "reason"), [("squats_5fps", "5 pictures a second"), ("dance_halfbody", "your legs")]
)
def test_a_clip_that_shows_too_little_is_refused_with_its_reason(clip: str, reason: str) -> None:
    path = REAL_CLIPS / f"{clip}.mp4"
    sequence = extract(path, model_path=MODEL_PATH, video_sha256="0" * 64)
    with pytest.raises(CannotScoreError, match=reason):
        score(sequence, any_brief())
