"""How much a standing body sways: path, speed and area of its centre."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.stats import f as f_distribution

from pose.motion import FloatArray

_TAILS: Final = (10, 90)
_OF_NORMAL: Final = 0.8238
"""Standard deviation that is left of a normal distribution's 1 with its outer tenths drawn in."""


@dataclass(frozen=True, slots=True)
class Sway:
    """Sway of one stretch of standing, in the unit of the path given.

    Attributes
    ----------
    path_length
        Travelled, unit.
    mean_speed
        Path over time, unit per second.
    rms
        Root mean square distance from the mean position, unit.
    ellipse_area
        Of the ellipse that holds 95 % of future positions, unit squared.
    """

    path_length: float
    mean_speed: float
    rms: float
    ellipse_area: float


def sway(path: FloatArray, rate: float) -> Sway:
    """Measure a path of shape (T, 2), T >= 3, all known.

    Source: Duarte and Freitas 2010, Rev Bras Fisioter 14:183, for path and speed.
    """
    length = float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())
    apart = path - path.mean(axis=0)
    return Sway(
        path_length=length,
        mean_speed=length / ((len(path) - 1) / rate),
        rms=float(np.sqrt((apart**2).sum(axis=1).mean())),
        ellipse_area=prediction_ellipse_area(path),
    )


def winsorised_spread(values: FloatArray) -> float:
    """Return the standard deviation of values (n,) as if they were normal, deaf to outliers.

    What lies beyond the 10th and the 90th percentile is drawn in to them, and the result made up
    for what that takes from a normal distribution; n >= 1.

    Source: Wilcox 2012, Introduction to Robust Estimation and Hypothesis Testing, section 3.3.
    """
    inside = np.clip(values, *np.percentile(values, _TAILS))
    return float(inside.std()) / _OF_NORMAL


def prediction_ellipse_area(path: FloatArray, share: float = 0.95) -> float:
    """Return pi sqrt(l1 l2) F(share; 2, n - 2) 2 (n - 1) (n + 1) / (n (n - 2)).

    l1 and l2 are the eigenvalues of the covariance of the path, shape (n, 2), n >= 3.

    Source: Schubert and Kirchner 2014, Gait Posture 39:518; BMClab's hyperellipsoid (MIT).
    """
    count = len(path)
    spread = np.sqrt(max(float(np.linalg.det(np.cov(path.T))), 0.0))
    quantile = float(f_distribution.ppf(share, 2, count - 2))
    growth = 2 * (count - 1) * (count + 1) / (count * (count - 2))
    return float(np.pi * spread * quantile * growth)
