"""How varied a movement is: spread, number of independent modes, vocabulary of poses."""

import numpy as np
from scipy.spatial.distance import pdist, squareform

from pose.motion import FloatArray


def pose_diversity(poses: FloatArray) -> float:
    """Return the mean distance between pairs of poses, root mean square over their features.

    Parameters
    ----------
    poses
        Shape (n, C), n >= 2.

    Returns
    -------
    float
        Unit of the poses, at least 0. Source: the Dist measure of Li et al. 2021 (AIST++).
    """
    return float(pdist(poses).mean() / np.sqrt(poses.shape[1]))


def effective_dimensionality(signals: FloatArray) -> float:
    """Return the number of independent modes in a movement: exp of the entropy of its PCA.

    Parameters
    ----------
    signals
        Shape (T, C).

    Returns
    -------
    float
        In [1, C]: 1 for a single swing, k for k independent ones of equal power; 1 if nothing
        varies. Sources: Burger et al. 2013; Del Giudice 2021, Multivar Behav Res 56:527.
    """
    powers = np.linalg.eigvalsh(np.atleast_2d(np.cov(signals.T)))
    powers = powers[powers > 0]
    if not powers.sum() > 0:
        return 1.0
    return float(np.exp(entropy(powers)))


def entropy(weights: FloatArray) -> float:
    """Return Shannon's entropy of positive weights, shape (n,), natural units."""
    share = weights / weights.sum()
    return float(-(share * np.log(share)).sum())


def angle_entropy(angles: FloatArray, bins: int = 12) -> float:
    """Return the mean entropy of angles over their range [0, pi], as a share of the greatest.

    Parameters
    ----------
    angles
        Shape (T, C), radians.

    Returns
    -------
    float
        In [0, 1]: 0 for angles that stay, 1 for angles used evenly.
    """
    counts = [np.histogram(column, bins, range=(0, np.pi))[0] for column in angles.T]
    return float(np.mean([entropy(c[c > 0].astype(float)) for c in counts]) / np.log(bins))


def vocabulary(poses: FloatArray, apart: float) -> float:
    """Return how many different poses there are, as if each were used equally and shared nothing.

    Leinster and Cobbold's diversity of order 1, exp(-mean ln (mean over others of their
    resemblance)), where the resemblance of two poses falls from 1 to a half at the distance given.
    No pose is one word or another, so jitter cannot turn one into two.

    Parameters
    ----------
    poses
        Shape (n, C), n >= 2.
    apart
        Root mean square difference, unit of the poses.

    Returns
    -------
    float
        In [1, n].

    Source: Leinster and Cobbold 2012, Ecology 93:477.
    """
    away = squareform(pdist(poses)) / np.sqrt(poses.shape[1])
    resemblance = np.exp2(-((away / apart) ** 2))
    return float(np.exp(-np.log(resemblance.mean(axis=1)).mean()))
