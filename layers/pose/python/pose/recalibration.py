"""Calibration made from a corpus: where a clip stands among others of its challenge type."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np

from pose.brief import ScoringBrief
from pose.calibration import ANY_TYPE, Calibration, Curve
from pose.metrics import METRICS
from pose.motion import Motion

LEAST_CLIPS: Final = 30
"""Fewer are no crowd to be measured against; the curve that was there stays."""
LEAST_CONFIDENCE: Final = 0.6
MOST_KNOTS: Final = 33
WHOLE: Final = 100.0
_LEVELS: Final = np.unique([*np.linspace(0, 1, MOST_KNOTS - 2), 0.1, 0.9])
_REACH: Final = 1000.0
"""Raw values lie within; all are shares today."""


def raw_values(
    motion: Motion, brief: ScoringBrief, calibration: Calibration
) -> dict[str, tuple[float, float]]:
    """Return what each metric asks its curve for, and the metric's confidence.

    Curves of parts, such as `balance.sway`, are used as they are; those of whole metrics give way
    to a straight line on which the raw value can be read off the score.
    """
    straight = _straightened(calibration)
    found = {}
    for name, metric in METRICS.items():
        result = metric(motion, brief, straight)
        raw = _REACH * (2 * result.score / WHOLE - 1)
        found[name] = (round(raw, 9), result.confidence)
    return found


def _straightened(calibration: Calibration) -> Calibration:
    line: Curve = ((-_REACH, 0.0), (_REACH, WHOLE))
    whole = {key for key in calibration.curves if key[1] in METRICS}
    whole |= {(ANY_TYPE, name) for name in METRICS}
    return replace(calibration, curves={**calibration.curves, **dict.fromkeys(whole, line)})


def quantile_curve(values: Sequence[float]) -> Curve:
    """Return the curve from raw values to the percentage of the corpus that lies below.

    The median scores 50, the 90th percentile 90; the best of n clips scores 100 n / (n + 1), and
    nothing scores more. Equal values share the middle of their ranks.

    Parameters
    ----------
    values
        At least one, higher is better.

    Returns
    -------
    Curve
        At most 33 knots, rising in both; a single knot if all values are equal.
    """
    ordered = np.sort(np.asarray(values, dtype=float))
    ranks = np.arange(1, len(ordered) + 1) / (len(ordered) + 1)
    raw, first, count = np.unique(ordered, return_index=True, return_counts=True)
    share = (ranks[first] + ranks[first + count - 1]) / 2
    levels = np.unique(np.clip(_LEVELS, share[0], share[-1]))
    at = np.interp(levels, share, raw)
    knots = [
        (round(float(x), 6), round(WHOLE * float(y), 4)) for x, y in zip(at, levels, strict=True)
    ]
    return (knots[0], *(b for a, b in pairwise(knots) if b[0] > a[0]))


def recalibrated(
    base: Calibration, observed: Mapping[tuple[str, str], Sequence[float]], *, version: str
) -> bytes:
    """Return a calibration as stored: the base's curves, but those of the corpus where it has them.

    Parameters
    ----------
    base
        What the corpus was measured with.
    observed
        Raw values by (challenge type, metric); those of fewer than 30 clips are left out.
    """
    curves = dict(base.curves)
    for key, values in observed.items():
        curve = quantile_curve(values) if len(values) >= LEAST_CLIPS else ()
        if len(curve) > 1:
            curves[key] = curve
    return stored(curves, version=version)


def stored(curves: Mapping[tuple[str, str], Curve], *, version: str) -> bytes:
    """Return curves as `Calibration.from_json` reads them, a line each, in a fixed order."""
    types = {
        kind: ",\n".join(
            f"      {json.dumps(quantity)}: {json.dumps(curves[kind, quantity])}"
            for quantity in sorted(name for of, name in curves if of == kind)
        )
        for kind in sorted({kind for kind, _ in curves})
    }
    body = ",\n".join(
        f"    {json.dumps(kind)}: {{\n{lines}\n    }}" for kind, lines in types.items()
    )
    return f'{{\n  "version": {json.dumps(version)},\n  "curves": {{\n{body}\n  }}\n}}\n'.encode()
