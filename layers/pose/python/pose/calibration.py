"""From raw values to scores: curves kept as data, so that a score can be traced to what made it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np

ANY_TYPE = "any"
HIGHEST_SCORE = 99.99
"""No measurement is beyond improvement."""

Curve = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Monotone piecewise-linear curves by challenge type and quantity.

    Attributes
    ----------
    version
        Of the curves.
    digest
        SHA-256 of the file they came from, in hexadecimal.
    curves
        (challenge type or `any`, quantity) to knots (raw, calibrated), raw rising.
    """

    version: str
    digest: str
    curves: Mapping[tuple[str, str], Curve]

    @classmethod
    def from_json(cls, data: bytes) -> "Calibration":
        """Read curves as stored.

        Raises
        ------
        ValueError
            If a curve does not rise in raw values or is not monotone in calibrated ones.
        """
        stored = json.loads(data)
        curves = {
            (challenge_type, quantity): tuple((float(raw), float(out)) for raw, out in knots)
            for challenge_type, by_quantity in stored["curves"].items()
            for quantity, knots in by_quantity.items()
        }
        for key, curve in curves.items():
            rises = [b[1] - a[1] for a, b in pairwise(curve)]
            if any(a[0] >= b[0] for a, b in pairwise(curve)) or min(rises) * max(rises) < 0:
                raise ValueError(f"not a monotone curve: {key}")
        return cls(stored["version"], hashlib.sha256(data).hexdigest(), curves)

    def at(self, challenge_type: str, quantity: str, raw: float) -> float:
        """Return the calibrated value of a raw one; beyond the outer knots it stays constant."""
        curve = self.curves.get((challenge_type, quantity)) or self.curves[ANY_TYPE, quantity]
        return float(np.interp(raw, [knot[0] for knot in curve], [knot[1] for knot in curve]))

    def score(self, challenge_type: str, metric: str, raw: float) -> float:
        """Return the score of a metric's raw value, in [0, 99.99]."""
        return min(max(self.at(challenge_type, metric, raw), 0.0), HIGHEST_SCORE)


@cache
def current_calibration() -> Calibration:
    """Return the curves this version of the package scores with."""
    return Calibration.from_json(files("pose").joinpath("calibration.json").read_bytes())
