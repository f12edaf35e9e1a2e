"""The stores that several services share: one of each in a process."""

from __future__ import annotations

from functools import cache
from typing import Final

from functions.api.wiring.settings import settings
from idance.domain.contest import Contest
from idance.store import catalogue
from idance.store.attempts import AttemptStore
from idance.store.cases import CaseStore
from idance.store.challenges import ChallengeStore
from idance.store.consents import ConsentStore
from idance.store.dancers import DancerStore
from idance.store.follows import FollowStore
from idance.store.media import MediaStore
from idance.store.recent import Recent
from idance.store.reception import ReceptionStore
from idance.store.sessions import SessionStore
from idance.store.submissions import SubmissionStore

REMEMBERED_SECONDS: Final = 1.0
"""How old a challenge may be that is entered; what an admin does is felt this much later."""


@cache
def challenges() -> ChallengeStore:
    """Return the challenges, remembered for a moment."""
    return ChallengeStore(settings().challenges_table, recent=Recent(REMEMBERED_SECONDS))


@cache
def contests() -> catalogue.Catalogue[Contest]:
    """Return the boards of admins' making."""
    return catalogue.contests(settings().challenges_table)


@cache
def dancers() -> DancerStore:
    """Return profiles, stats and badges."""
    return DancerStore(settings().core_table)


@cache
def submissions() -> SubmissionStore:
    """Return the entries in challenges."""
    return SubmissionStore(settings().core_table)


@cache
def attempts() -> AttemptStore:
    """Return the attempts behind the entries."""
    return AttemptStore(settings().core_table)


@cache
def sessions() -> SessionStore:
    """Return the clips on their way in."""
    return SessionStore(settings().operations_table)


@cache
def media() -> MediaStore:
    """Return clips and landmarks."""
    return MediaStore(settings().media_bucket)


@cache
def cases() -> CaseStore:
    """Return what waits for a person."""
    return CaseStore(settings().operations_table)


@cache
def consents() -> ConsentStore:
    """Return what dancers have agreed to."""
    return ConsentStore(settings().core_table)


@cache
def follows() -> FollowStore:
    """Return who follows whom."""
    return FollowStore(settings().social_table)


@cache
def receptions() -> ReceptionStore:
    """Return likes and comments."""
    return ReceptionStore(settings().social_table)
