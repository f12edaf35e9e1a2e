"""Score curves of a clip: the same scoring, of parts of it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Final

import numpy as np

from pose.brief import WHOLE, ScoringBrief
from pose.errors import CannotScoreError
from pose.motion import BoolArray
from pose.pictures.curves import Fault, FloatArray, ScoreCurves
from pose.scoring import ScoreCard, score
from pose.sequence import PoseSequence

WINDOW_S: Final = 6.0
"""Length of the part that tells how it goes just now; a shorter one holds too few beats."""
SHORTEST_S: Final = 4.0
STEP_S: Final = 0.5
MOST_STEPS: Final = 40
WEAK: Final = 60.0
"""Score of a metric below which its weakest stretch is a fault."""

_SURE: Final = 0.3
_DEPTH: Final = 10.0
_STRETCH: Final = 0.6
"""Share of a clip beyond which a weakness is no stretch but the clip."""
_NO_BEATS: Final = np.empty(0)
_TOLD_BY_A_PART: Final = frozenset({"balance", "rhythm", "smoothness", "creativity", "speed"})
_CAPTIONS: Final[Mapping[str, str]] = {
    "balance": "unsteady",
    "rhythm": "off the beat",
    "smoothness": "jerky",
    "speed": "slow",
}
"""What is amiss where a metric is low. In a few seconds nobody shows many moves, so creativity has
no weakest stretch."""


def running_curves(
    sequence: PoseSequence,
    brief: ScoringBrief,
    *,
    ends_at: float,
    beats: FloatArray = _NO_BEATS,
    on_progress: Callable[[float], None] | None = None,
) -> ScoreCurves:
    """Score a clip up to each half second, and the six seconds around it.

    Parameters
    ----------
    sequence, brief
        A clip and its challenge.
    ends_at
        The clip's score as it stands, in [0, 100], which is where the total ends: one that a gate
        has lowered has been as much lower all along.
    beats
        Beats of the music, s.
    on_progress
        Told the share that is done, in [0, 1].
    """
    end = float(sequence.timestamps[-1])
    times = np.linspace(0, end, int(np.clip(round(end / STEP_S) + 1, 2, MOST_STEPS)))
    local = _told_by_a_part(brief)
    around = cache(lambda begin: _scored(sequence, local, begin, begin + WINDOW_S))
    total, windows = np.full(len(times), np.nan), list[ScoreCard | None]()
    for index, time in enumerate(times):
        windows.append(around(float(np.clip(time - WINDOW_S / 2, 0, max(end - WINDOW_S, 0)))))
        if time >= SHORTEST_S:
            so_far = _scored(sequence, brief, 0.0, float(time))
            total[index] = so_far.total if so_far else np.nan
        if on_progress:
            on_progress((index + 1) / len(times))
    total = _ending_at(ends_at, total)
    metrics = {name: _curve(name, windows) for name in (local.criteria if local else ())}
    judged = [name for name in metrics if name in _CAPTIONS]
    faults = [fault for name in judged for fault in _weakest(name, times, metrics[name])]
    return ScoreCurves(
        times=times,
        total=total,
        metrics=metrics,
        beats=beats,
        faults=tuple(sorted(faults, key=lambda fault: fault.begin_s)),
    )


def _ending_at(score: float, total: FloatArray) -> FloatArray:
    factor = score / total[-1] if total[-1] > 0 else 1.0
    return np.append(np.minimum(total[:-1] * factor, WHOLE), score)


def unscored_curves(
    sequence: PoseSequence, reason: str, *, beats: FloatArray = _NO_BEATS
) -> ScoreCurves:
    """Return curves without a score, for a clip that cannot be scored and can still be drawn."""
    times = sequence.timestamps[[0, -1]]
    return ScoreCurves(
        times=times,
        total=np.full(len(times), np.nan),
        metrics={},
        beats=beats,
        faults=(),
        unscored=reason,
    )


def _told_by_a_part(brief: ScoringBrief) -> ScoringBrief | None:
    """Return the brief without what only a whole clip shows, such as a combo; None if all is."""
    weights = {name: w for name, w in brief.criteria.items() if w and name in _TOLD_BY_A_PART}
    if not weights:
        return None
    whole = sum(weights.values())
    scaled = {name: WHOLE * weight // whole for name, weight in weights.items()}
    scaled[next(iter(scaled))] += WHOLE - sum(scaled.values())
    return replace(brief, criteria=scaled, reference=None)


def _scored(
    sequence: PoseSequence, brief: ScoringBrief | None, begin_s: float, end_s: float
) -> ScoreCard | None:
    inside = (sequence.timestamps >= begin_s - 1e-9) & (sequence.timestamps <= end_s + 1e-9)
    if brief is None or not inside.any():
        return None
    part = _part(sequence, inside)
    if brief.first_beat_s is not None:
        later = float(sequence.timestamps[inside][0])
        brief = replace(brief, first_beat_s=brief.first_beat_s - later)
    try:
        return score(part, brief)
    except CannotScoreError:
        return None


def _part(sequence: PoseSequence, inside: BoolArray) -> PoseSequence:
    """Return a stretch of a sequence as if it were a clip of its own."""
    times = sequence.timestamps[inside]
    return replace(
        sequence,
        timestamps=times - times[0],
        image=sequence.image[inside],
        world=sequence.world[inside],
        visibility=sequence.visibility[inside],
        duration_s=float(times[-1] - times[0]),
    )


def _curve(name: str, windows: list[ScoreCard | None]) -> FloatArray:
    scores = [
        {metric.name: metric.score for metric in card.metrics if metric.confidence >= _SURE}
        if card
        else {}
        for card in windows
    ]
    return np.array([score.get(name, np.nan) for score in scores])


def _weakest(name: str, times: FloatArray, curve: FloatArray) -> list[Fault]:
    """Return the stretch around the lowest point, if that is low, up to ten points above it."""
    if not (curve < WEAK).any():
        return []
    lowest = int(np.nanargmin(curve))
    above = np.flatnonzero(~(curve <= curve[lowest] + _DEPTH))
    first = int(above[above < lowest].max(initial=-1)) + 1
    last = int(above[above > lowest].min(initial=len(curve))) - 1
    half = (times[1] - times[0]) / 2
    begin, end = max(times[first] - half, 0.0), min(times[last] + half, times[-1])
    if end - begin > _STRETCH * times[-1]:
        return []
    return [Fault(float(begin), float(end), name, _CAPTIONS[name])]
