"""How a body follows a beat: which of its events at which level, at which phase, how firmly."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from pose.motion import Motion
from pose.timing.beats import corrected_alignment, mean_direction, phase_lock
from pose.timing.events import Events, event_streams
from pose.timing.tempo import OCTAVES

LOCK_SHARE: Final = 0.20
ALIGNMENT_SHARE: Final = 0.15
FORGIVEN_LAG_S: Final = 0.15
"""Camera, loudspeaker and style delay a whole dance by so much without its being worse."""
TRACKER_DELAY_S: Final = 0.025
"""By which MediaPipe's own smoothing trails the body: drawn dancers on the beat come out 24 to 27
ms late."""
_FAINTEST_LOCK: Final = 0.02
_DOUBTS: Final = 2.0
"""Quality, times the number of events, with which a stream counts at the least."""


@dataclass(frozen=True, slots=True)
class Entrainment:
    """How one stream of events keeps one level of the beat.

    Attributes
    ----------
    stream
        Name of the events.
    level
        Events wanted per beat: 1, 2 or 0.5.
    period
        Time between wanted events, s.
    phase
        When they come, s, modulo the period.
    events
        Those of the stream.
    lock
        Phase lock, in [0, 1].
    alignment
        Corrected beat alignment, in [0, 1].
    """

    stream: str
    level: float
    period: float
    phase: float
    events: Events
    lock: float
    alignment: float

    @property
    def quality(self) -> float:
        """What it brings to the score of rhythm."""
        return LOCK_SHARE * self.lock + ALIGNMENT_SHARE * self.alignment

    @property
    def scatter_s(self) -> float:
        """Spread of events around their beats, s, that explains the lock: R = exp(-w^2 s^2 / 2)."""
        faint = max(self.lock, _FAINTEST_LOCK)
        return self.period / (2 * np.pi) * float(np.sqrt(-np.log(min(faint, 1.0))))


def entrainments(motion: Motion, beat: float) -> Sequence[Entrainment]:
    """Return each stream at the level it keeps best, the best stream first.

    Each is taken at the phase that suits it; whether that is late is judged apart.
    """
    found = []
    for stream, events in event_streams(motion).items():
        levels = [_at_level(motion, stream, events, beat, level) for level in OCTAVES]
        found.append(max(levels, key=lambda one: one.quality))
    return sorted(found, key=lambda one: -one.quality)


def _at_level(
    motion: Motion, stream: str, events: Events, beat: float, level: float
) -> Entrainment:
    period = beat / level
    towards = mean_direction(events.times, period, events.weights)
    phase = float(np.angle(towards)) / (2 * np.pi) * period
    return Entrainment(
        stream=stream,
        level=level,
        period=period,
        phase=phase,
        events=events,
        lock=phase_lock(events, period),
        alignment=_alignment(motion, events, phase, period),
    )


def _alignment(motion: Motion, events: Events, phase: float, period: float) -> float:
    beats = np.arange(phase % period - period, motion.seconds + period, period)
    return corrected_alignment(events, beats, motion.seconds)


def lag(one: Entrainment, beat: float, first_beat_s: float) -> float:
    """Return how long after the nearest beat the events come, s; negative is early."""
    every = min(one.period, beat)
    return (one.phase - TRACKER_DELAY_S - first_beat_s + every / 2) % every - every / 2


def punctuality(lag_s: float | None, beat: float) -> float:
    """Return what a lag beyond 150 ms leaves, in [0, 1]: nothing at a quarter of a beat more."""
    late = max(0.0, abs(lag_s or 0.0) - FORGIVEN_LAG_S)
    return max(0.0, 1 - late / (beat / 4))


def docked(motion: Motion, one: Entrainment, beat: float, lag_s: float) -> Entrainment:
    """Take away what a lag beyond 150 ms costs."""
    late = float(np.sign(lag_s)) * max(0.0, abs(lag_s) - FORGIVEN_LAG_S)
    if not late:
        return one
    return replace(
        one,
        lock=one.lock * punctuality(lag_s, beat),
        alignment=_alignment(motion, one.events, one.phase - late, one.period),
    )


def fused(streams: Sequence[Entrainment]) -> tuple[float, float]:
    """Return lock and alignment over the first two streams, weighted by their own quality.

    The second counts even where it keeps no beat, the more so the fewer events there are: one
    stream of three may do so by chance.
    """
    doubt = _DOUBTS / max(float(streams[0].events.weights.sum()), 1.0)
    weights = np.array([one.quality + doubt for one in streams[:2]])
    values = np.array([(one.lock, one.alignment) for one in streams[:2]])
    lock, alignment = weights @ values / weights.sum()
    return float(lock), float(alignment)
