"""Rhythm: does the body keep the tempo, and do its accents fall on the beat."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from pose.brief import ScoringBrief
from pose.calibration import Calibration
from pose.metrics.confidence import frame_rate_confidence, joints_confidence, ramp
from pose.metrics.result import Evidence, MetricResult, Stretch
from pose.metrics.smoothness import JOINTS
from pose.motion import FloatArray, Motion
from pose.timing.bars import BAR_BEATS, Bar, bars_of, worst_passage
from pose.timing.entrainment import (
    ALIGNMENT_SHARE,
    LOCK_SHARE,
    Entrainment,
    docked,
    entrainments,
    fused,
    lag,
    punctuality,
)
from pose.timing.tempo import OCTAVES, free_tempo, pulse, self_similarity

NAME: Final = "rhythm"
UNIT: Final = "share of a perfect beat"
PULSE_SHARE: Final = 0.30
TEMPO_SHARE: Final = 1 - PULSE_SHARE - LOCK_SHARE - ALIGNMENT_SHARE
TEMPO_OFF: Final = (0.015, 0.08)
"""Relative errors of tempo between which its credit falls from full to none."""
ERRORS: Final = np.linspace(-0.1, 0.1, 81)
"""Relative errors of tempo that are tried."""
PROVED: Final = (0.0, 0.4)
"""Clarity of the pulse between which events that keep a beat turn from chance into proof."""
LEAST_BEATS: Final = 4
ENOUGH_BEATS: Final = 16
UNKNOWN_MUSIC: Final = 0.5
_USUAL_BEAT: Final = 0.5
_UNHEARD_BEAT: Final = 0.75
"""Seconds: what a body repeats by itself is slower than music, and takes longer to be told."""


def rhythm(motion: Motion, brief: ScoringBrief, calibration: Calibration) -> MetricResult:
    """Score tempo, pulse, phase and beat alignment against the target, or against the dance itself.

    0.35 tempo + 0.30 pulse at that tempo + 0.20 phase lock in windows of 8 beats + 0.15 corrected
    beat alignment, the latter two over the best two of three streams of events, and only as far as
    the body pulses at all: of a few events, one stream of three may keep one level of three by
    chance. A body may follow every beat, every other or twice each. A constant lag up to 150 ms is
    forgiven. Without a target the music is unknown: what is judged is how clearly the dance pulses
    with a tempo of its own, at half the confidence. Music that was only heard in the clip lies
    between, by how surely it was heard.
    """
    similarity = self_similarity(motion)
    own_bpm, steadiness = free_tempo(similarity, motion.rate)
    bpm = brief.target_bpm or own_bpm
    beat = 60 / bpm if bpm else _USUAL_BEAT
    kept = kept_tempo(similarity, motion.rate, beat, _clarity(brief, calibration))
    streams, lag_s = _judged(motion, beat, brief)
    bars = _bars(streams[0], beat, brief)
    lock, alignment = fused(streams)
    value = kept.clarity
    if brief.target_bpm:
        value = TEMPO_SHARE * kept.tempo + PULSE_SHARE * kept.clarity * punctuality(lag_s, beat)
        proved = ramp(kept.clarity, *PROVED)
        value += proved * (LOCK_SHARE * lock + ALIGNMENT_SHARE * alignment)
    return MetricResult(
        name=NAME,
        value=value,
        unit=UNIT,
        score=calibration.score(brief.challenge_type, NAME, value),
        confidence=_confidence(motion, brief),
        evidence={
            "own_bpm": own_bpm,
            "steadiness": steadiness,
            **_keeping(kept),
            "phase_lock": lock,
            "beat_alignment": alignment,
            **_stream(streams[0]),
            **({"target_bpm": brief.target_bpm, "music": brief.music} if brief.target_bpm else {}),
            **({} if lag_s is None else {"lag_ms": 1000 * lag_s}),
            **_off(bars),
        },
        stretches=tuple(
            Stretch(bar.start_s, bar.stop_s, 1000 * bar.late_s, "ms late", bar=bar.number)
            for bar in bars
        ),
    )


def _keeping(kept: "KeptTempo") -> Evidence:
    return {"tempo": kept.tempo, "tempo_error": kept.error, "pulse": kept.pulse}


def _off(bars: Sequence[Bar]) -> Evidence:
    off = worst_passage(bars)
    return {"off_bars": list(map(float, off.numbers)), "off_ms": 1000 * off.late_s} if off else {}


def _stream(best: Entrainment) -> Evidence:
    """Return what is told of the stream of events that keeps the beat best."""
    return {
        "stream": best.stream,
        "events_per_beat": best.level,
        "scatter_ms": 1000 * best.scatter_s,
        "events_s": [round(float(time), 3) for time in best.events.clear],
    }


def _bars(stream: Entrainment, beat: float, brief: ScoringBrief) -> list[Bar]:
    """Return how late each bar is against the dancer's own usual lag, which is told by itself.

    Usual is the median: the mean would take on some of what is late. Where the music's first beat
    is not known, bars begin with the first beat that is danced.
    """
    first = brief.first_beat_s
    if not brief.target_bpm or first is None:
        first = stream.phase % beat
    events, period = stream.events.clear, stream.period
    away = (events - stream.phase + period / 2) % period - period / 2
    usual = stream.phase + (float(np.median(away)) if len(away) else 0.0)
    return bars_of(events, period, usual, first, BAR_BEATS * beat)


@dataclass(frozen=True, slots=True)
class KeptTempo:
    """How a movement keeps a tempo.

    Attributes
    ----------
    tempo
        Credit in [0, 1]: near enough and clear.
    clarity
        Credit in [0, 1] of the pulse at whatever tempo near it.
    error
        Of the tempo, relative; positive is too fast.
    pulse
        At that tempo, from `pose.timing.tempo.pulse`.
    """

    tempo: float
    clarity: float
    error: float
    pulse: float


def kept_tempo(
    similarity: FloatArray, rate: float, beat: float, clarity: Callable[[float], float]
) -> KeptTempo:
    """Return how a movement keeps a beat of so many seconds.

    The beat is tested, not searched: tempos up to a tenth off, at its own level, at half and at
    double, so that no octave error can arise. Full credit below 1.5 % of error, none beyond 8 %,
    and only as far as the movement pulses at all.

    Parameters
    ----------
    clarity
        From a pulse to a credit in [0, 1], rising.
    """
    offers = []
    for level in OCTAVES:
        pulses = [pulse(similarity, rate, beat / level / (1 + error)) for error in ERRORS]
        best = int(np.argmax(pulses))
        offers.append((pulses[best], float(ERRORS[best])))
    found, error = max(offers)
    nearness = 1 - ramp(abs(error), *TEMPO_OFF)
    return KeptTempo(clarity(found) * nearness, clarity(found), error, found)


def _clarity(brief: ScoringBrief, calibration: Calibration) -> Callable[[float], float]:
    return lambda found: calibration.at(brief.challenge_type, f"{NAME}.pulse", found)


def _judged(
    motion: Motion, beat: float, brief: ScoringBrief
) -> tuple[Sequence[Entrainment], float | None]:
    """Return the streams, docked if they lag too much, and the best one's lag where it is known."""
    streams = entrainments(motion, beat)
    if not brief.target_bpm or brief.first_beat_s is None:
        return streams, None
    lags = [lag(one, beat, brief.first_beat_s) for one in streams]
    judged = [docked(motion, one, beat, late) for one, late in zip(streams, lags, strict=True)]
    return judged, lags[0]


def _confidence(motion: Motion, brief: ScoringBrief) -> float:
    """Return how far rhythm could be judged; a guessed tempo has no say in it."""
    beat = 60 / brief.target_bpm if brief.target_bpm else _UNHEARD_BEAT
    sure = brief.music_confidence if brief.target_bpm else 0.0
    known = UNKNOWN_MUSIC + (1 - UNKNOWN_MUSIC) * sure
    return (
        known
        * joints_confidence(motion, JOINTS)
        * frame_rate_confidence(motion.native_fps)
        * ramp(motion.seconds / beat, LEAST_BEATS, ENOUGH_BEATS)
    )
