"""The demo's cast, and the check that scores follow skill."""

from __future__ import annotations

from pathlib import Path

import pytest

from local.demo.cast import CAST, METRICS, Character, Judged, surprises

FLAWLESS, *_, WORST = CAST


def judged(character: Character, score: float) -> Judged:
    """Return a dancer with the same score in everything."""
    return Judged(character, score, dict.fromkeys(METRICS, score))


def test_every_metric_has_a_dancer_who_is_weak_in_it_alone() -> None:
    alone = [character.faults for character in CAST if len(character.faults) == 1]
    assert sorted(next(iter(faults)) for faults in alone) == sorted(METRICS)


def test_nobody_is_surprised_when_the_better_dancer_scores_more() -> None:
    assert surprises((judged(FLAWLESS, 90.0), judged(WORST, 30.0))) == ()


def test_a_worse_dancer_with_a_better_score_is_a_surprise_in_total_and_by_metric() -> None:
    found = surprises((judged(FLAWLESS, 30.0), judged(WORST, 90.0)))
    assert len(found) == 1 + len(METRICS)
    assert f"{WORST.name} is drawn to have less skill than {FLAWLESS.name}" in found[0]


def test_dancers_with_different_faults_are_not_compared() -> None:
    one, other = CAST[1], CAST[2]
    assert surprises((judged(one, 10.0), judged(other, 90.0))) == ()


@pytest.mark.parametrize("bpm", [100.0, 120.0])
def test_a_clip_is_drawn_once_for_a_tempo(bpm: float, tmp_path: Path) -> None:
    drawn = FLAWLESS.clip(tmp_path, bpm=bpm)
    written = drawn.stat().st_mtime_ns
    assert FLAWLESS.clip(tmp_path, bpm=bpm) == drawn
    assert drawn.stat().st_mtime_ns == written
    assert list(tmp_path.iterdir()) == [drawn]
