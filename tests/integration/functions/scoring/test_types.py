"""Every type of challenge through the whole pipeline: who does what it asks beats who does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest

from idance.domain.challenge_type import ChallengeType
from local.drawn_dancer import Dance, Move
from tests.integration.functions.backend import Backend
from tests.integration.functions.scoring.dances import danced, score_of, todays

COMBO: Final = (Move.WAVE, Move.POINT, Move.KNEES, Move.LUNGE)
TYPES: Final[dict[str, tuple[str, dict[str, Any], Dance, Dance]]] = {
    # type: the metric it is about, what it asks for, who does it, and who does not
    "freestyle": (
        "rhythm",
        {},
        Dance(duration_s=8, seed=1),
        Dance(duration_s=8, seed=7, tempo_error=0.12, timing_jitter_s=0.03),
    ),
    "static": (
        "hold",
        {"hold_seconds": 4},
        Dance(duration_s=7, seed=1, hold_s=4),
        Dance(duration_s=7, seed=2, hold_s=4, wobble=0.7),
    ),
    "spin": (
        "spin",
        {"turns": 2},
        Dance(duration_s=9, seed=1, turns=2),
        Dance(duration_s=9, seed=2, turns=1, wobble=0.5),
    ),
    "combo": (
        "combo",
        {"required_moves": 4},
        Dance(duration_s=9, seed=1, routine=COMBO),
        Dance(duration_s=9, seed=2, routine=COMBO[:1], wobble=0.2),
    ),
    "speed": (
        "speed",
        {},
        Dance(duration_s=8, seed=1),
        Dance(duration_s=8, seed=2, energy=0.45),
    ),
    "endurance": (
        "endurance",
        {},
        Dance(duration_s=13, seed=1),
        Dance(duration_s=13, seed=2, fatigue=0.85),
    ),
}


def test_every_type_is_danced_here_or_against_a_demo_video() -> None:
    assert set(TYPES) | {"accuracy"} == {kind.value for kind in ChallengeType}


@pytest.mark.parametrize("kind", list(TYPES))
def test_who_does_what_a_type_asks_for_beats_who_does_not(
    backend: Backend, tmp_path: Path, kind: str
) -> None:
    metric, asked, right, wrong = TYPES[kind]
    todays(backend, kind, target_bpm=120, **asked)
    good = danced(backend, right, tmp_path / "right.mp4", looks=0)
    bad = danced(backend, wrong, tmp_path / "wrong.mp4", looks=3)
    assert score_of(metric, good) > score_of(metric, bad) + 15
    assert good.total > bad.total
    assert good.score is not None
    assert good.score.feedback
