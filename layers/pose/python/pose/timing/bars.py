"""Bars: where in the music a dance is late or early."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from pose.motion import FloatArray

BAR_BEATS: Final = 4
NOTABLE_S: Final = 0.045
"""Mean deviation of a bar from which people see it."""
LEAST_EVENTS: Final = 2
_ROUNDING: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Bar:
    """How late a dance is in one bar.

    Attributes
    ----------
    number
        The first is 1.
    start_s, stop_s
        On the clip's clock, s.
    late_s
        Mean over what happens in it, s; negative is early.
    """

    number: int
    start_s: float
    stop_s: float
    late_s: float


@dataclass(frozen=True, slots=True)
class Passage:
    """Neighbouring bars, at least one, in which a dance is off the same way."""

    bars: tuple[Bar, ...]

    @property
    def numbers(self) -> tuple[int, int]:
        """The first bar's and the last one's."""
        return self.bars[0].number, self.bars[-1].number

    @property
    def start_s(self) -> float:
        """When it begins on the clip's clock, s."""
        return self.bars[0].start_s

    @property
    def stop_s(self) -> float:
        """When it ends on the clip's clock, s."""
        return self.bars[-1].stop_s

    @property
    def late_s(self) -> float:
        """Mean over the bars, s; negative is early."""
        return sum(bar.late_s for bar in self.bars) / len(self.bars)


def bars_of(
    events: FloatArray, period: float, phase: float, first_s: float, bar_s: float
) -> list[Bar]:
    """Return the bars in which at least two events fall, with how late those come.

    Parameters
    ----------
    events
        Shape (n,), s.
    period, phase
        Where events are awaited: at phase + k x period, s.
    first_s
        When the first bar begins, s.
    bar_s
        Length of a bar, s.
    """
    late = (events - phase + period / 2) % period - period / 2
    # An event awaited on the first beat may come a little before it.
    number = np.floor((events - late - first_s) / bar_s + _ROUNDING).astype(int)
    return [
        Bar(
            number=int(bar) + 1,
            start_s=first_s + float(bar) * bar_s,
            stop_s=first_s + float(bar + 1) * bar_s,
            late_s=float(late[number == bar].mean()),
        )
        for bar in np.unique(number)
        if bar >= 0 and (number == bar).sum() >= LEAST_EVENTS
    ]


def worst_passage(bars: Sequence[Bar], notable_s: float = NOTABLE_S) -> Passage | None:
    """Return the neighbouring bars that are off most, all late or all early; None if none is.

    Most is the sum of what they are off beyond what nobody sees.
    """
    runs = list[list[Bar]]()
    for bar in bars:
        if abs(bar.late_s) < notable_s:
            continue
        last = runs[-1][-1] if runs else None
        if last and last.number == bar.number - 1 and last.late_s * bar.late_s > 0:
            runs[-1].append(bar)
        else:
            runs.append([bar])
    if not runs:
        return None
    worst = max(runs, key=lambda run: sum(abs(bar.late_s) - notable_s / 2 for bar in run))
    return Passage(tuple(worst))
