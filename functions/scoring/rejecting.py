"""Whose fault it is: our packages' errors, told to the state machine by the names it knows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from functions.scoring.contracts import TransientError
from idance.domain.errors import UnavailableError
from idance.domain.rejections import ClipRejectedError, RejectionCode
from pose.errors import CannotScoreError, ClipError


def rejection_of(error: ClipError) -> ClipRejectedError:
    """Return what a dancer is told of a clip's error: the two lists have the same codes."""
    reason = error.reason if isinstance(error, CannotScoreError) else None
    return ClipRejectedError(RejectionCode(error.code), reason)


@contextmanager
def faults_named() -> Iterator[None]:
    """Turn errors of the clip into rejections, and of a part that is away into transients.

    Raises
    ------
    ClipRejectedError
        The dancer's fault: trying again does not help.
    TransientError
        Nobody's fault: trying again helps.
    """
    try:
        yield
    except ClipError as error:
        raise rejection_of(error) from error
    except UnavailableError as error:
        raise TransientError(error.message) from error
