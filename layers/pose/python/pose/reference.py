"""The choreography a challenge asks for, as its demo video shows it."""

from typing import Final

from pose.brief import ScoringBrief
from pose.errors import CannotScoreError
from pose.motion import Motion
from pose.preprocessing.preparing import prepare

MISSING: Final = "this challenge has no reference choreography to compare with"
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
