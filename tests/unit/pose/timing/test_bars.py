"""In which bars a dance is late or early."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pose.motion import FloatArray
from pose.timing.bars import NOTABLE_S, Bar, bars_of, worst_passage

BEAT, BAR = 0.5, 2.0
BEATS = np.arange(0.3, 16.0, BEAT)
"""Eight bars at 120 beats a minute, the first beat at 0.3 s."""


def moved(by_bar: dict[int, float]) -> FloatArray:
    """Return events on every beat, those of some bars moved by seconds."""
    bar = ((BEATS - 0.3) / BAR).astype(int) + 1
    return np.asarray(BEATS + np.array([by_bar.get(int(number), 0.0) for number in bar]))


def bars(events: FloatArray) -> list[Bar]:
    return bars_of(events, BEAT, 0.3, 0.3, BAR)


def test_a_dance_on_the_beat_has_no_late_bar() -> None:
    found = bars(moved({}))
    assert [bar.number for bar in found] == list(range(1, 9))
    assert found[0].start_s == pytest.approx(0.3)
    assert [bar.stop_s - bar.start_s for bar in found] == pytest.approx([2.0] * 8)
    assert worst_passage(found) is None


@pytest.mark.parametrize("by", [0.12, -0.12])
def test_late_or_early_bars_are_found_and_joined(by: float) -> None:
    found = worst_passage(bars(moved({3: by, 4: by, 7: by})))
    assert found is not None
    assert found.numbers == (3, 4)
    assert found.late_s == pytest.approx(by)
    assert (found.start_s, found.stop_s) == pytest.approx((4.3, 8.3))


def test_late_bars_are_not_joined_to_early_ones() -> None:
    found = worst_passage(bars(moved({3: 0.10, 4: -0.14})))
    assert found is not None
    assert found.numbers == (4, 4)
    assert found.late_s == pytest.approx(-0.14)


def test_a_single_event_makes_no_bar() -> None:
    [bar] = bars(np.array([0.3, 2.3, 2.8]))
    assert bar.number == 2
    assert bar.start_s == pytest.approx(2.3)


def test_what_is_danced_before_the_music_is_in_no_bar() -> None:
    found = bars_of(np.arange(0.1, 5.0, BEAT), BEAT, 0.1, 2.1, BAR)
    assert [(bar.number, bar.start_s) for bar in found] == [(1, 2.1), (2, pytest.approx(4.1))]


@given(st.lists(st.floats(-0.2, 0.2), min_size=8, max_size=8))
def test_a_passage_is_all_late_or_all_early_and_never_what_nobody_sees(late: list[float]) -> None:
    found = worst_passage(bars(moved(dict(enumerate(late, 1)))))
    if found is None:
        assert max(map(abs, late)) < NOTABLE_S + 1e-6
        return
    assert len({bar.late_s > 0 for bar in found.bars}) == 1
    assert all(abs(bar.late_s) >= NOTABLE_S for bar in found.bars)
    first, last = found.numbers
    assert [bar.number for bar in found.bars] == list(range(first, last + 1))
