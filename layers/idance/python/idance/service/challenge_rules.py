"""What a challenge must keep to beyond its own fields: known types, and files that are there."""

from __future__ import annotations

from datetime import datetime

from idance.domain.challenge import ChallengeDraft
from idance.domain.challenge_type import (
    NEEDS_REFERENCE,
    ChallengeType,
    CustomType,
    is_built_in,
)
from idance.domain.errors import DomainError, InvalidError
from idance.domain.model import Model
from idance.domain.reference import missing, unusable
from idance.store.catalogue import Catalogue
from idance.store.published import PublishedStore
from idance.store.references import ReferenceStore


class Resolved(Model):
    """A draft with the weights of its type, and the type it is scored as."""

    draft: ChallengeDraft
    base_type: ChallengeType


class ChallengeRules:
    """Checks drafts against what the house knows."""

    def __init__(
        self,
        types: Catalogue[CustomType],
        published: PublishedStore,
        references: ReferenceStore,
    ) -> None:
        self._types = types
        self._published = published
        self._references = references

    def resolved(self, draft: ChallengeDraft) -> Resolved:
        """Return a draft that can be stored.

        Raises
        ------
        InvalidError
            ``UNKNOWN_CHALLENGE_TYPE``.
        """
        if is_built_in(draft.type):
            return Resolved(draft=draft, base_type=ChallengeType(draft.type))
        custom = self._types.find(draft.type)
        if custom is None:
            raise InvalidError(
                "UNKNOWN_CHALLENGE_TYPE", f"There is no type called {draft.type}.", field="type"
            )
        criteria = draft.scoring_criteria or custom.scoring_criteria
        filled = draft.model_copy(update={"scoring_criteria": criteria})
        return Resolved(draft=filled, base_type=custom.base_type)

    def check(self, draft: ChallengeDraft, *, now: datetime) -> Resolved:
        """Return a draft that can be published.

        Raises
        ------
        InvalidError
            ``CHALLENGE_IN_PAST`` if it would have ended already, ``UNKNOWN_CHALLENGE_TYPE``,
            ``REFERENCE_MISSING``, ``REFERENCE_NOT_READY`` or ``REFERENCE_UNUSABLE`` if its weights
            need a choreography to compare with and its demo video has none,
            ``MEDIA_NOT_FOUND`` if a file it names is not there.
        """
        problem = next(iter(self.problems(draft, now=now)), None)
        if problem is not None:
            raise problem
        return self.resolved(draft)

    def problems(self, draft: ChallengeDraft, *, now: datetime) -> tuple[DomainError, ...]:
        """Return everything that keeps a draft from being published."""
        found: list[DomainError] = []
        if draft.end_time <= now:
            found.append(
                InvalidError(
                    "CHALLENGE_IN_PAST", "The challenge would already be over.", field="endTime"
                )
            )
        try:
            draft = self.resolved(draft).draft
        except InvalidError as unknown:
            found.append(unknown)
        found += self._missing_reference(draft)
        found += self.missing_media(draft)
        return tuple(found)

    def missing_media(self, draft: ChallengeDraft) -> tuple[InvalidError, ...]:
        """Return an error for every file that a draft names and that is not there."""
        return tuple(
            InvalidError("MEDIA_NOT_FOUND", f"There is no file {key}.", field=field)
            for field, key in draft.media_keys.items()
            if not self._published.exists(key)
        )

    def _missing_reference(self, draft: ChallengeDraft) -> tuple[InvalidError, ...]:
        asked = sorted(name for name in NEEDS_REFERENCE if draft.scoring_criteria.get(name))
        if not asked:
            return ()
        reference = self._references.named(draft.demo_video_file_key)
        problem = missing(asked) if reference is None else unusable(reference)
        return (problem,) if problem else ()
