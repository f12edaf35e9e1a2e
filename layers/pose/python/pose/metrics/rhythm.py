"""Rhythm: does the body keep the tempo, and do its accents fall on the beat."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from pose.beats import (
    LEAST_EVENTS,
    WINDOW_BEATS,
    corrected_alignment,
    mean_direction,
    windowed_phase_lock,
)
from pose.brief import ScoringBrief
from pose.calibration import Calibration
from pose.events import event_streams
from pose.metrics.confidence import frame_rate_confidence, joints_confidence, ramp
from pose.metrics.result import MetricResult
from pose.metrics.smoothness import JOINTS
from pose.motion import FloatArray, Motion
from pose.tempo import OCTAVES, free_tempo, peak_near, self_similarity

NAME: Final = "rhythm"
TEMPO_SHARE, LOCK_SHARE, ALIGNMENT_SHARE = 0.35, 0.40, 0.25
TEMPO_OFF: Final = (0.015, 0.08)
"""Relative errors of tempo between which its credit falls from full to none."""
STEADY: Final = (0.05, 0.30)
"""Self-similarities between which a period goes from chance to steady."""
FORGIVEN_LAG_S: Final = 0.15
ENOUGH_BEATS: Final = 16
UNKNOWN_MUSIC: Final = 0.5


@dataclass(frozen=True, slots=True)
class _Fit:
    """How one stream of events keeps one level of the beat."""

    stream: str
    level: float
    period: float
    events: FloatArray
    phase: float
    lock: float
    alignment: float

    @property
    def quality(self) -> float:
        return LOCK_SHARE * self.lock + ALIGNMENT_SHARE * self.alignment


def rhythm(motion: Motion, brief: ScoringBrief, calibration: Calibration) -> MetricResult:
    """Score tempo, phase and beat alignment against the target, or against the dance itself.

    0.35 tempo + 0.40 phase lock in windows of 8 beats + 0.25 corrected beat alignment, the latter
    two over the best two of three streams of events. A body may follow every beat, every other or
    twice each. A constant lag up to 150 ms is forgiven. Without a target the music is unknown:
    what is judged is whether the dance keeps a tempo of its own, at half the confidence.
    """
    similarity = self_similarity(motion)
    own_bpm, steadiness = free_tempo(similarity, motion.rate)
    bpm = brief.target_bpm or own_bpm
    if not bpm:
        return _unmeasured(motion, brief)
    beat = 60 / bpm
    tempo, error = tempo_credit(similarity, motion.rate, beat)
    fits = _fits(motion, beat)
    lags: list[float] = []
    if brief.target_bpm and brief.first_beat_s is not None:
        lags = [_lag(fit, beat, brief.first_beat_s) for fit in fits]
        fits = [_docked(motion, fit, beat, lag) for fit, lag in zip(fits, lags, strict=True)]
    lock, alignment = _fused(fits)
    value = TEMPO_SHARE * tempo + LOCK_SHARE * lock + ALIGNMENT_SHARE * alignment
    best = fits[0]
    evidence: dict[str, float | list[float] | str] = {
        "tempo": tempo,
        "tempo_error": error,
        "own_bpm": own_bpm,
        "steadiness": steadiness,
        "phase_lock": lock,
        "beat_alignment": alignment,
        "stream": best.stream,
        "beats_per_accent": 1 / best.level,
        "scatter_ms": 1000 * _scatter(best.lock, best.period),
        "events_s": [round(float(time), 3) for time in best.events],
    }
    if brief.target_bpm:
        evidence["target_bpm"] = brief.target_bpm
    if lags:
        evidence["lag_ms"] = 1000 * lags[0]
    return MetricResult(
        name=NAME,
        value=value,
        unit="share of a perfect beat",
        score=calibration.score(brief.challenge_type, NAME, value),
        confidence=_confidence(motion, beat, known_music=bool(brief.target_bpm)),
        evidence=evidence,
    )


def tempo_credit(similarity: FloatArray, rate: float, beat: float) -> tuple[float, float]:
    """Return how well a movement keeps a tempo, in [0, 1], and its relative error of tempo.

    The beat is tested, not searched: at its own level, at half and at double, the best counts, so
    that no octave error can arise. Full credit below 1.5 % of error, none beyond 8 %, and only as
    far as the movement repeats itself at all.
    """
    best, best_error = 0.0, TEMPO_OFF[1]
    for level in OCTAVES:
        period, height = peak_near(similarity, rate, beat / level)
        if not period:
            continue
        error = beat / level / period - 1
        credit = (1 - ramp(abs(error), *TEMPO_OFF)) * ramp(height, *STEADY)
        if credit > best:
            best, best_error = credit, error
    return best, best_error


def _fits(motion: Motion, beat: float) -> Sequence[_Fit]:
    """Return the level that each stream keeps best, best stream first."""
    fits = []
    for stream, events in event_streams(motion).items():
        levels = [_fit(motion, stream, events, beat, level) for level in OCTAVES]
        fits.append(max(levels, key=lambda fit: fit.quality))
    return sorted(fits, key=lambda fit: -fit.quality)


def _fit(motion: Motion, stream: str, events: FloatArray, beat: float, level: float) -> _Fit:
    """Fit one stream to one level at the phase that suits it: a lag is judged later."""
    period = beat / level
    phase = float(np.angle(mean_direction(events, period))) / (2 * np.pi) * period
    return _Fit(
        stream=stream,
        level=level,
        period=period,
        events=events,
        phase=phase,
        lock=windowed_phase_lock(events, period, WINDOW_BEATS * beat, motion.seconds),
        alignment=_alignment(motion, events, phase, period),
    )


def _alignment(motion: Motion, events: FloatArray, phase: float, period: float) -> float:
    beats = np.arange(phase % period - period, motion.seconds + period, period)
    return corrected_alignment(events, beats, motion.seconds)


def _lag(fit: _Fit, beat: float, first_beat_s: float) -> float:
    """Return how long after the nearest beat a stream's events come, s; negative is early."""
    every = min(fit.period, beat)
    return (fit.phase - first_beat_s + every / 2) % every - every / 2


def _docked(motion: Motion, fit: _Fit, beat: float, lag: float) -> _Fit:
    """Take from a fit what a lag beyond 150 ms costs; nothing is left of the lock at 90 degrees."""
    late = float(np.sign(lag)) * max(0.0, abs(lag) - FORGIVEN_LAG_S)
    if not late:
        return fit
    return replace(
        fit,
        lock=fit.lock * (1 - ramp(abs(late), 0.0, beat / 4)),
        alignment=_alignment(motion, fit.events, fit.phase - late, fit.period),
    )


def _fused(fits: Sequence[_Fit]) -> tuple[float, float]:
    """Return phase lock and alignment over the best two streams, weighted by their own quality."""
    best = [(fit, fit.quality + 1e-9) for fit in fits[:2]]
    total = sum(weight for _, weight in best)
    return (
        sum(fit.lock * weight for fit, weight in best) / total,
        sum(fit.alignment * weight for fit, weight in best) / total,
    )


def _scatter(lock: float, period: float) -> float:
    """Return the spread of events around their beats, s, that explains a phase lock."""
    return period / (2 * np.pi) * float(np.sqrt(-np.log(min(max(lock, 0.02), 1.0))))


def _confidence(motion: Motion, beat: float, *, known_music: bool) -> float:
    return (
        joints_confidence(motion, JOINTS)
        * frame_rate_confidence(motion.native_fps)
        * ramp(motion.seconds / beat, LEAST_EVENTS, ENOUGH_BEATS)
        * (1.0 if known_music else UNKNOWN_MUSIC)
    )


def _unmeasured(motion: Motion, brief: ScoringBrief) -> MetricResult:
    confidence = _confidence(motion, 0.5, known_music=bool(brief.target_bpm))
    return MetricResult(NAME, 0.0, "share of a perfect beat", 0.0, confidence, {"own_bpm": 0.0})
