"""What is remembered for a moment is read once in it."""

from __future__ import annotations

import pytest

from idance.domain.errors import NotFoundError
from idance.store.recent import Recent


class Reading:
    """Counts how often something is read, at a time that the test sets."""

    def __init__(self) -> None:
        self.now = 0.0
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times

    def clock(self) -> float:
        return self.now


def test_a_value_is_read_once_in_its_time_and_again_after_it() -> None:
    reading = Reading()
    recent = Recent(1, reading.clock)
    assert [recent.get("a", reading), recent.get("a", reading)] == [1, 1]
    reading.now = 0.9
    assert recent.get("a", reading) == 1
    reading.now = 1.0
    assert recent.get("a", reading) == 2


def test_keys_are_remembered_apart() -> None:
    reading = Reading()
    recent = Recent(1, reading.clock)
    assert [recent.get(key, reading) for key in "abab"] == [1, 2, 1, 2]


def test_what_is_over_does_not_pile_up() -> None:
    reading = Reading()
    recent = Recent(1, reading.clock)
    recent.get("a", reading)
    reading.now = 1.5
    recent.get("b", reading)
    assert set(recent._kept) == {"b"}


def test_what_is_forgotten_is_read_again() -> None:
    reading = Reading()
    recent = Recent(1, reading.clock)
    recent.get("a", reading)
    recent.forget()
    assert recent.get("a", reading) == 2


def test_nothing_is_remembered_for_no_time() -> None:
    reading = Reading()
    recent = Recent(0, reading.clock)
    assert [recent.get("a", reading), recent.get("a", reading)] == [1, 2]


def test_an_error_is_not_remembered() -> None:
    def missing() -> int:
        raise NotFoundError("CHALLENGE_NOT_FOUND", "There is no such challenge.")

    reading = Reading()
    recent = Recent(1, reading.clock)
    with pytest.raises(NotFoundError):
        recent.get("a", missing)
    assert recent.get("a", reading) == 1
