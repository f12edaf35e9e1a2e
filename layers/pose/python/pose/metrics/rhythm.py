"""Rhythm: does the body keep the tempo, and do its accents fall on the beat."""

from collections.abc import Sequence
from typing import Final

from pose.brief import ScoringBrief
from pose.calibration import Calibration
from pose.metrics.confidence import frame_rate_confidence, joints_confidence, ramp
from pose.metrics.result import MetricResult
from pose.metrics.smoothness import JOINTS
from pose.motion import FloatArray, Motion
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
    return MetricResult(
        name=NAME,
        value=value,
        unit=UNIT,
        score=calibration.score(brief.challenge_type, NAME, value),
        confidence=_confidence(motion, beat) * (1 if brief.target_bpm else UNKNOWN_MUSIC),
        evidence=evidence,
    )


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
