"""Whether two fingerprints are of one recording."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from pose.clip.picture_hash import HASH_HZ, STILL, Hashes, bits, mirrored
from pose.matching.fingerprint import FINGERPRINT_HZ, PoseFingerprint, VideoFingerprint
from pose.matching.superposition import (
    LEAST_S,
    LEAST_SHARE,
    Superposition,
    correlated,
    superposed,
    swing,
)

SAME_BITS: Final = 0.84
"""Agreement of hashes, 1 for all bits and 0 for half of them.

Re-encoded, scaled, mirrored and trimmed copies of real clips reach 0.87 to 0.99, two stretches of
one drill before one camera 0.53 to 0.79, other clips at most 0.41.
"""
SAME_ANGLE_DEG: Final = 5.0
"""Mean angle between the limbs, SCORING section 7; copies of real clips reach 0.4 to 4.7, other
dances 11 and more. But two squats of one person are 4.0 apart, two takes of an easy dance 2.7."""
SAME_RESIDUAL_DEG: Final = 1.7
"""Median angle, each limb's own mean taken out: copies 0.2 to 1.5, other takes 1.7 to 2.8."""
SAME_SHARE: Final = 0.36
"""Of the limbs' swing that the mean angle may reach: copies 0.03 to 0.34, other takes 0.44 on."""
SAME_TIMING_S: Final = 0.015
"""Spread of the lag from second to second: copies of real clips reach 0 to 12 ms, two stretches of
one drill 22 to 59."""
LEAST_SWING_DEG: Final = 5.0
LEAST_PERFORMANCE_S: Final = 3.5
_UNLIKE_DEG: Final = 10.0


@dataclass(frozen=True, slots=True)
class Match:
    """How two fingerprints fit.

    Attributes
    ----------
    same
        Whether they are of one recording.
    score
        In [0, 1]; 1 is identity.
    offset_s
        Where the second clip begins in the first, in seconds.
    mirrored
        Whether the second is the mirror image.
    speed
        How many times as fast as the second clip the first one runs.
    overlap_s
        Seconds that were compared.
    """

    same: bool
    score: float
    offset_s: float
    mirrored: bool
    speed: float
    overlap_s: float


NO_MATCH: Final = Match(
    same=False, score=0.0, offset_s=0.0, mirrored=False, speed=1.0, overlap_s=0.0
)


def same_clip(first: VideoFingerprint, second: VideoFingerprint) -> Match:
    """Compare the pictures of two clips at every offset, plain and mirrored."""
    plain = _best_offset(first.hashes, second.hashes, flip=False)
    flipped = _best_offset(first.hashes, mirrored(second.hashes), flip=True)
    return max(plain, flipped, key=lambda match: match.score)


def same_performance(first: PoseFingerprint, second: PoseFingerprint) -> Match:
    """Compare two performances at every offset, plain and mirrored, at speeds within 12 %.

    Small angles alone do not prove a copy: somebody who drills a step comes within 3 degrees of
    himself. A copy is nearer than that for most of the time, keeps its time, and moves enough for
    both to be seen.
    """
    fit = superposed(first.vectors, second.vectors)
    if fit is None:
        return NO_MATCH
    return Match(
        same=_is_copy(fit),
        score=max(0.0, 1 - fit.angle / _UNLIKE_DEG),
        offset_s=fit.offset_s,
        mirrored=fit.flip,
        speed=fit.speed,
        overlap_s=len(fit.pairs[0]) / FINGERPRINT_HZ,
    )


def _is_copy(fit: Superposition) -> bool:
    """Tell whether two performances are nearer to each other than one dancer to himself."""
    mine, _ = fit.pairs
    moved = swing(mine)
    return (
        len(mine) >= LEAST_PERFORMANCE_S * FINGERPRINT_HZ
        and moved >= LEAST_SWING_DEG
        and fit.angle < min(SAME_ANGLE_DEG, SAME_SHARE * moved)
        and fit.residual() < SAME_RESIDUAL_DEG
        and fit.timing_spread(LEAST_SWING_DEG) <= SAME_TIMING_S
    )


def _best_offset(first: Hashes, second: Hashes, *, flip: bool) -> Match:
    if not len(first) or not len(second):
        return NO_MATCH
    moving = [(hashes != STILL)[:, None] for hashes in (first, second)]
    signs = [
        np.where(bits(hashes), 1.0, -1.0) * known
        for hashes, known in zip((first, second), moving, strict=True)
    ]
    agreed = correlated(*signs) / signs[0].shape[1]
    counted = np.rint(correlated(*(known.astype(np.float64) for known in moving)))
    least = max(LEAST_S * HASH_HZ, LEAST_SHARE * min(known.sum() for known in moving))
    if counted.max() < least:
        return NO_MATCH
    scores = np.where(counted >= least, agreed / np.maximum(counted, 1), 0)
    best = int(scores.argmax())
    return Match(
        same=bool(scores[best] >= SAME_BITS),
        score=float(np.clip(scores[best], 0, 1)),
        offset_s=(best - len(second) + 1) / HASH_HZ,
        mirrored=flip,
        speed=1.0,
        overlap_s=float(counted[best] / HASH_HZ),
    )
