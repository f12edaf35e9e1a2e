"""How far a submission has come, and what that means for others."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class SubmissionStatus(StrEnum):
    """How far a submission has come.

    HELD has its score and waits for a person to look at the clip; HIDDEN has been taken out of
    sight; CANCELLED was taken back by its dancer. None is on a board, counts, or is seen by others.
    """

    PENDING = "PENDING"
    PROCESSING = "PROCESSING"
    SCORED = "SCORED"
    FAILED = "FAILED"
    HELD = "HELD"
    HIDDEN = "HIDDEN"
    CANCELLED = "CANCELLED"


WITHHELD: Final = frozenset({SubmissionStatus.HELD, SubmissionStatus.HIDDEN})
UNSCORED: Final = frozenset(
    {SubmissionStatus.FAILED, SubmissionStatus.HELD, SubmissionStatus.HIDDEN}
)
"""Ended, for now, without a score that counts."""
OPEN: Final = frozenset({SubmissionStatus.PENDING, SubmissionStatus.PROCESSING})
IN_VAIN: Final = frozenset({SubmissionStatus.FAILED, SubmissionStatus.CANCELLED})
"""An attempt that ended so is none: another may follow it, whatever the challenge allows."""
