"""The choreography a challenge asks for, as its demo video shows it."""

from typing import Final

import numpy as np

from pose.body.limbs import SHOWN, limb_vectors
from pose.brief import ScoringBrief
from pose.errors import CannotScoreError
from pose.matching.deviations import bar_seconds
from pose.matching.phrase import moves
from pose.motion import Motion
from pose.preprocessing.preparing import prepare
from pose.sequence import PoseSequence

MISSING: Final = "this challenge has no reference choreography to compare with"
HIDDEN: Final = "too few limbs of the dancer are seen; film the whole body"
NOTHING_DANCED: Final = "nothing is danced for long enough to be copied"
LEAST_S: Final = 3.0
ARMS: Final = (0, 1, 2, 3)
_HALF: Final = 0.5
UNUSABLE: Final = "the reference choreography of this challenge cannot be followed"


def reference_motion(brief: ScoringBrief) -> Motion:
    """Return the motion of the challenge's reference.

    Raises
    ------
    CannotScoreError
        If the challenge has none, or nobody can be followed in it.
    """
    if brief.reference is None:
        raise CannotScoreError(MISSING)
    try:
        return prepare(brief.reference)
    except CannotScoreError as error:
        raise CannotScoreError(UNUSABLE) from error


def check_reference(sequence: PoseSequence) -> None:
    """Refuse a demo video whose choreography nobody could be compared with.

    Raises
    ------
    CannotScoreError
        If the dancer is not seen long enough, most limbs are hidden, or nothing is danced.
    """
    motion = prepare(sequence)
    limbs = limb_vectors(motion)
    shown = np.isfinite(limbs).all(axis=2).mean(axis=0) >= SHOWN
    if not shown[list(ARMS)].any() or shown.mean() < _HALF:
        raise CannotScoreError(HIDDEN)
    if motion.seconds < LEAST_S or not moves(limbs, motion.rate, bar_seconds(None)):
        raise CannotScoreError(NOTHING_DANCED)
