"""Accuracy: is it the choreography that was asked for, and at the right moments."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from pose.body.limbs import limb_vectors
from pose.brief import ScoringBrief
from pose.calibration import Calibration
from pose.errors import CannotScoreError
from pose.matching.comparison import Comparison, compared, misfit
from pose.matching.deviations import bar_seconds, lateness, worst_limb
from pose.matching.parts import late_part
from pose.metrics.confidence import frame_rate_confidence, ramp
from pose.metrics.result import Evidence, MetricResult, Stretch
from pose.metrics.unmeasured import unmeasured
from pose.motion import Motion
from pose.reference import reference_motion
from pose.timing.bars import Bar, Passage, worst_passage

NAME: Final = "accuracy"
UNIT: Final = "share of a perfect copy"
TIMING_SHARE: Final = 0.35
"""What wrong timing takes from right shapes; wrong shapes have no timing to be credited for."""
SPARED_S: Final = 1.0
"""At either end of the reference, where cameras are started and stopped."""
LEAST_S: Final = 2.0
ENOUGH_S: Final = 5.0
SEEN: Final = (0.3, 0.7)
"""Shares of the moments in which limbs are known in both, from worthless to enough."""

OTHER: Final = 20.0
"""Mean limb angle of a bar, degrees, from which it is another dance."""
OFF: Final = "degrees off"
UNSEEN: Final = "too few of your limbs are seen to compare them with the choreography"


def accuracy(motion: Motion, brief: ScoringBrief, calibration: Calibration) -> MetricResult:
    """Score shape and timing against the challenge's reference choreography.

    covered x shape x (0.65 + 0.35 timing): how much of the reference is danced, the mean angle
    between its limbs and the dancer's along the warp from one to the other, and the warp itself:
    its spread about its best line, and that line's tempo. What warping forgives in the shape is so
    judged in the timing. A constant lag, side, the camera's direction, size and place cost nothing.
    """
    try:
        reference = reference_motion(brief)
    except CannotScoreError as error:
        return unmeasured(NAME, UNIT, error.reason)
    shown, danced = limb_vectors(reference), limb_vectors(motion)
    found = compared(shown, danced, motion.rate)
    if not np.isfinite(misfit(found)):
        return unmeasured(NAME, UNIT, UNSEEN)
    kind, spread_ms = brief.challenge_type, 1000 * timing_spread(found)
    shape = calibration.at(kind, f"{NAME}.shape", misfit(found))
    timing = calibration.at(kind, f"{NAME}.timing", spread_ms)
    timing *= calibration.at(kind, f"{NAME}.tempo", abs(found.line.tempo - 1))
    covered = coverage(found, reference.seconds)
    bars = lateness(found, bar_seconds(brief.target_bpm))
    off, stretches = worst_passage(bars), tuple(_stretches(found, bars))
    value = covered * shape * (1 - TIMING_SHARE + TIMING_SHARE * timing)
    return MetricResult(
        name=NAME,
        value=value,
        unit=UNIT,
        score=calibration.score(kind, NAME, value),
        confidence=_confidence(motion, reference, found),
        evidence={
            "shape": 100 * shape,
            "timing": 100 * timing,
            "covered": covered,
            "timing_spread_ms": spread_ms,
            **_evidence(found, bar_seconds(brief.target_bpm)),
            **_other(stretches),
            **(_late(off, late_part(found, shown, danced, motion.rate, off)) if off else {}),
        },
        stretches=stretches,
    )


def timing_spread(found: Comparison) -> float:
    """Return the rms deviation of the warp from its best line, s.

    Each moment counts as much as the reference moves in it: while it stands still, nobody can be
    late.
    """
    total = float(found.pace.sum())
    return float(np.sqrt(found.pace @ found.late**2 / total)) if total > 0 else 0.0


def coverage(found: Comparison, seconds: float) -> float:
    """Return the share of the reference that is danced, in [0, 1]; a second at each end is free."""
    missed = max(0.0, float(found.times[0]) - SPARED_S)
    missed += max(0.0, seconds - float(found.times[-1]) - SPARED_S)
    return max(0.0, 1 - missed / seconds)


def _confidence(motion: Motion, reference: Motion, found: Comparison) -> float:
    known = float(found.weights @ np.isfinite(found.angles).mean(axis=0))
    fps = min(motion.native_fps, reference.native_fps)
    return ramp(known, *SEEN) * frame_rate_confidence(fps) * ramp(motion.seconds, LEAST_S, ENOUGH_S)


def _evidence(found: Comparison, bar_s: float) -> Evidence:
    limb = worst_limb(found, bar_s)
    return {
        "angle_deg": misfit(found),
        "tempo_ratio": found.line.tempo,
        "lag_ms": 1000 * found.line.lag_s,
        "mirrored": float(found.mirrored),
        "facing_deg": float(np.degrees(found.facing)),
        "worst_limb": limb.limb,
        "worst_limb_deg": limb.amount,
        "worst_limb_s": limb.at_s,
        "worst_limb_bar": float(limb.bar),
    }


def _late(where: Passage, part: tuple[str, float]) -> Evidence:
    return {
        "late_bars": [float(number) for number in where.numbers],
        "late_part": part[0],
        "late_ms": 1000 * part[1],
        "late_s": where.start_s,
    }


def _other(stretches: Sequence[Stretch]) -> Evidence:
    """Return the longest run of bars in which another dance is danced."""
    runs = list[list[int]]()
    for one in stretches:
        if one.unit == OFF and one.value >= OTHER:
            if runs and runs[-1][-1] == one.bar - 1:
                runs[-1].append(one.bar)
            else:
                runs.append([one.bar])
    longest = max(runs, key=len, default=[])
    return {"other_bars": [float(longest[0]), float(longest[-1])]} if longest else {}


def _stretches(found: Comparison, bars: Sequence[Bar]) -> Iterator[Stretch]:
    """Yield how late each bar is, and how far the limbs are off in it."""
    for bar in bars:
        span, angle = (bar.start_s, bar.stop_s), found.angle
        inside = (found.warp >= bar.start_s) & (found.warp <= bar.stop_s) & np.isfinite(angle)
        yield Stretch(*span, 1000 * bar.late_s, "ms late", bar=bar.number)
        if inside.any():
            yield Stretch(*span, float(angle[inside].mean()), OFF, bar=bar.number)
