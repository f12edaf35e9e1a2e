"""Combo: are the required moves all there, and in their order."""

from collections.abc import Iterator, Sequence
from typing import Final

from pose.body.limbs import limb_vectors, mirror_image
from pose.brief import ScoringBrief
from pose.calibration import Calibration
from pose.errors import CannotScoreError
from pose.matching.deviations import bar_seconds
from pose.matching.phrase import LOST, Match, Search, in_order, moves, resemblance, searched
from pose.metrics.confidence import joints_confidence, ramp
from pose.metrics.result import Evidence, MetricResult, Stretch
from pose.metrics.smoothness import JOINTS
from pose.metrics.unmeasured import unmeasured
from pose.motion import Motion
from pose.reference import reference_motion

NAME: Final = "combo"
UNIT: Final = "share of the required moves"
FOUND: Final = 0.5
"""Credit from which a move is said to be there."""
ENOUGH_MOVES: Final = 2
FREE_MOVES: Final = 4
"""Different moves that make a combo of one's own, where the challenge does not say how many."""
APART: Final = "degrees from before"
LEAST_S: Final = 2.0
ENOUGH_S: Final = 4.0
NO_MOVES: Final = "the reference choreography of this challenge holds no moves to look for"


def combo(motion: Motion, brief: ScoringBrief, calibration: Calibration) -> MetricResult:
    """Score how many of the reference's bars are danced, one after another.

    The required moves are the bars of the reference choreography in which something happens. Each
    is searched in the whole clip, whenever it is danced and at half to double its pace; those that
    follow each other in the right order are credited by their mean limb angle. The side is settled
    once a clip. A challenge that requires fewer moves than its reference holds is content with so
    many. Without a reference the combo is the dancer's own: what counts is how many of its bars
    are moves that were not danced before.
    """
    if brief.reference is None:
        return _own_combo(motion, brief, calibration)
    try:
        reference = limb_vectors(reference_motion(brief))
    except CannotScoreError as error:
        return unmeasured(NAME, UNIT, error.reason)
    wanted = moves(reference, motion.rate, bar_seconds(brief.target_bpm))
    if len(wanted) < ENOUGH_MOVES:
        return unmeasured(NAME, UNIT, NO_MOVES)
    own = limb_vectors(motion)
    sides = [searched(reference, wanted, side, motion.rate) for side in (own, mirror_image(own))]
    credited = [_credits(in_order(side), brief, calibration) for side in sides]
    mirrored = sum(credited[1]) > sum(credited[0])
    required = min(brief.required_moves or len(wanted), len(wanted))
    evidence: Evidence = {
        "moves": float(len(wanted)),
        "required": float(required),
        "mirrored": float(mirrored),
        **_evidence(sides[mirrored], credited[mirrored]),
    }
    value = min(1.0, float(sum(credited[mirrored])) / required)
    return MetricResult(
        name=NAME,
        value=value,
        unit=UNIT,
        score=calibration.score(brief.challenge_type, NAME, value),
        confidence=_confidence(motion),
        evidence=evidence,
        stretches=tuple(_found(in_order(sides[mirrored]), bar_seconds(brief.target_bpm))),
    )


def _own_combo(motion: Motion, brief: ScoringBrief, calibration: Calibration) -> MetricResult:
    """Score the different moves of a combo that nobody has shown: a repeated bar adds nothing."""
    limbs = limb_vectors(motion)
    bars = moves(limbs, motion.rate, bar_seconds(brief.target_bpm))
    near = resemblance(limbs, bars, motion.rate)
    known = [
        calibration.at(brief.challenge_type, f"{NAME}.match", angle) if angle < LOST else 0.0
        for angle in near
    ]
    required = brief.required_moves or FREE_MOVES
    different = float(sum(1 - credit for credit in known))
    repeated = [
        round(bar.start / motion.rate, 2)
        for bar, credit in zip(bars, known, strict=True)
        if credit >= FOUND
    ]
    evidence: Evidence = {
        "different_moves": float(len(bars) - len(repeated)),
        "required": float(required),
        "repeated_s": repeated,
    }
    where = tuple(
        Stretch(bar.start / motion.rate, bar.stop / motion.rate, min(float(angle), LOST), APART)
        for bar, angle in zip(bars, near, strict=True)
    )
    value = min(1.0, different / required)
    return MetricResult(
        name=NAME,
        value=value,
        unit=UNIT,
        score=calibration.score(brief.challenge_type, NAME, value),
        confidence=_confidence(motion),
        evidence=evidence,
        stretches=where,
    )


def _found(matches: Sequence[Match | None], bar_s: float) -> Iterator[Stretch]:
    """Yield where each move of the reference was found; the pace at which it was is not kept."""
    for number, match in enumerate(matches):
        if match:
            stop_s = match.start_s + bar_s
            yield Stretch(match.start_s, stop_s, match.angle, "degrees off", bar=number + 1)


def _confidence(motion: Motion) -> float:
    return joints_confidence(motion, JOINTS) * ramp(motion.seconds, LEAST_S, ENOUGH_S)


def _credits(
    found: Sequence[Match | None], brief: ScoringBrief, calibration: Calibration
) -> list[float]:
    return [
        calibration.at(brief.challenge_type, f"{NAME}.match", match.angle) if match else 0.0
        for match in found
    ]


def _evidence(side: Search, credit: Sequence[float]) -> dict[str, float | list[float] | str]:
    """Return which moves were found, when, and which of the others were danced out of order."""
    found = in_order(side)
    missing = [number for number, gained in enumerate(credit) if gained < FOUND]
    elsewhere = [number for number in missing if side.angle[number].min() < LOST / 2]
    return {
        "found": float(len(credit) - len(missing)),
        "found_s": [
            round(match.start_s, 2)
            for match, gained in zip(found, credit, strict=True)
            if match and gained >= FOUND
        ],
        "missing_moves": [number + 1.0 for number in missing],
        "out_of_order": [number + 1.0 for number in elsewhere],
        "angles_deg": [round(match.angle, 1) if match else LOST for match in found],
    }
