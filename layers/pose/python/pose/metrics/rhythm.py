"""Rhythm: does the body keep the tempo, and do its accents fall on the beat."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from pose.brief import ScoringBrief
from pose.calibration import Calibration
from pose.metrics.confidence import frame_rate_confidence, joints_confidence, ramp
from pose.metrics.result import MetricResult, Stretch
from pose.metrics.smoothness import JOINTS
from pose.motion import FloatArray, Motion
from pose.timing.bars import BAR_BEATS, Bar, bars_of, worst_passage
from pose.timing.beats import LEAST_EVENTS
from pose.timing.entrainment import (
    ALIGNMENT_SHARE,
    LOCK_SHARE,
    Entrainment,
    docked,
    entrainments,
    fused,
    lag,
)
from pose.timing.tempo import OCTAVES, free_tempo, peak_near, self_similarity

NAME: Final = "rhythm"
UNIT: Final = "share of a perfect beat"
TEMPO_SHARE: Final = 1 - LOCK_SHARE - ALIGNMENT_SHARE
TEMPO_OFF: Final = (0.015, 0.08)
"""Relative errors of tempo between which its credit falls from full to none."""
STEADY: Final = (0.05, 0.30)
"""Self-similarities between which a period goes from chance to steady."""
ENOUGH_BEATS: Final = 16
UNKNOWN_MUSIC: Final = 0.5
_BEAT_WITHOUT_TEMPO: Final = 0.5


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
    beat = 60 / bpm if bpm else _BEAT_WITHOUT_TEMPO
    tempo, error = tempo_credit(similarity, motion.rate, beat)
    streams, lag_s = _judged(motion, beat, brief)
    bars = _bars(streams[0], beat, brief)
    lock, alignment = fused(streams)
    value = TEMPO_SHARE * tempo + LOCK_SHARE * lock + ALIGNMENT_SHARE * alignment
    evidence: dict[str, float | list[float] | str] = {
        "own_bpm": own_bpm,
        "steadiness": steadiness,
        "tempo": tempo,
        "tempo_error": error,
        "phase_lock": lock,
        "beat_alignment": alignment,
        "stream": streams[0].stream,
        "events_per_beat": streams[0].level,
        "scatter_ms": 1000 * streams[0].scatter_s,
        "events_s": [round(float(time), 3) for time in streams[0].events],
    }
    if brief.target_bpm:
        evidence["target_bpm"] = brief.target_bpm
    if lag_s is not None:
        evidence["lag_ms"] = 1000 * lag_s
    if off := worst_passage(bars):
        evidence |= {"off_bars": list(map(float, off.numbers)), "off_ms": 1000 * off.late_s}
    return MetricResult(
        name=NAME,
        value=value,
        unit=UNIT,
        score=calibration.score(brief.challenge_type, NAME, value),
        confidence=_confidence(motion, beat) * (1 if brief.target_bpm else UNKNOWN_MUSIC),
        evidence=evidence,
        stretches=tuple(
            Stretch(bar.start_s, bar.stop_s, 1000 * bar.late_s, "ms late", bar=bar.number)
            for bar in bars
        ),
    )


def _bars(stream: Entrainment, beat: float, brief: ScoringBrief) -> list[Bar]:
    """Return how late each bar is against the dancer's own usual lag, which is told by itself.

    Usual is the median: the mean would take on some of what is late. Where the music's first beat
    is not known, bars begin with the first beat that is danced.
    """
    first = brief.first_beat_s
    if not brief.target_bpm or first is None:
        first = stream.phase % beat
    away = (stream.events - stream.phase + stream.period / 2) % stream.period - stream.period / 2
    usual = stream.phase + (float(np.median(away)) if len(away) else 0.0)
    return bars_of(stream.events, stream.period, usual, first, BAR_BEATS * beat)


def tempo_credit(similarity: FloatArray, rate: float, beat: float) -> tuple[float, float]:
    """Return how well a movement keeps a tempo, in [0, 1], and its relative error of tempo.

    The beat is tested, not searched: at its own level, at half and at double, the best counts, so
    that no octave error can arise. Full credit below 1.5 % of error, none beyond 8 %, and only as
    far as the movement repeats itself at all. A positive error is too fast.
    """
    best, best_error = 0.0, 0.0
    for level in OCTAVES:
        period, height = peak_near(similarity, rate, beat / level)
        if not period:
            continue
        error = beat / level / period - 1
        credit = (1 - ramp(abs(error), *TEMPO_OFF)) * ramp(height, *STEADY)
        if credit > best:
            best, best_error = credit, error
    return best, best_error


def _judged(
    motion: Motion, beat: float, brief: ScoringBrief
) -> tuple[Sequence[Entrainment], float | None]:
    """Return the streams, docked if they lag too much, and the best one's lag where it is known."""
    streams = entrainments(motion, beat)
    if not brief.target_bpm or brief.first_beat_s is None:
        return streams, None
    lags = [lag(one, beat, brief.first_beat_s) for one in streams]
    judged = [docked(motion, one, beat, lag_s) for one, lag_s in zip(streams, lags, strict=True)]
    return judged, lags[0]


def _confidence(motion: Motion, beat: float) -> float:
    return (
        joints_confidence(motion, JOINTS)
        * frame_rate_confidence(motion.native_fps)
        * ramp(motion.seconds / beat, LEAST_EVENTS, ENOUGH_BEATS)
    )
