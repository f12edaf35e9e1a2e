"""Changing, publishing and deleting challenges: the admins' side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from idance.domain.challenge import Challenge, ChallengeDraft, ChallengeStatus
from idance.domain.challenge_editing import ChallengePatch, check_editable
from idance.domain.errors import ConflictError, DomainError
from idance.domain.version import check_tag
from idance.service.challenge import ChallengeService
from idance.service.challenge_rules import ChallengeRules
from idance.store.challenges import ChallengeStore


@dataclass(frozen=True, slots=True)
class Preview:
    """A challenge as it would be seen, and what keeps it from being published."""

    challenge: Challenge
    problems: tuple[DomainError, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """Who changes a challenge, and when.

    Attributes
    ----------
    tag : str
        The state the change is meant for: `Challenge.tag`, or ``*`` for any.
    admin : str
    now : datetime
    """

    tag: str
    admin: str
    now: datetime

    def of(self, challenge: Challenge, **changes: object) -> Challenge:
        """Return the challenge with these changes, signed."""
        signed = {"updated_by": self.admin, "updated_at": self.now}
        return challenge.model_copy(update=changes | signed)


class ChallengeEditing:
    """Changes challenges, each under the tag of the state that its admin has seen."""

    def __init__(
        self, challenges: ChallengeStore, *, service: ChallengeService, rules: ChallengeRules
    ) -> None:
        self._challenges = challenges
        self._service = service
        self._rules = rules

    def replace(self, challenge_id: str, draft: ChallengeDraft, edit: Edit) -> Challenge:
        """Say everything anew of a challenge.

        Raises
        ------
        StaleError
            ``CHALLENGE_CHANGED``.
        InvalidError
            As `ChallengeRules.check` says, where the challenge is published.
        ConflictError
            ``CHALLENGE_LOCKED``, ``CHALLENGE_DELETED``, ``CHALLENGE_SLOT_TAKEN``.
        """
        return self._edited(challenge_id, lambda _: draft, edit)

    def patch(self, challenge_id: str, patch: ChallengePatch, edit: Edit) -> Challenge:
        """Change some fields of a challenge; raises as `replace` does."""
        return self._edited(challenge_id, patch.applied_to, edit)

    def publish(self, challenge_id: str, edit: Edit) -> Challenge:
        """Show a draft to the dancers, and give it its slot; one that is published stays so.

        Raises
        ------
        StaleError
            ``CHALLENGE_CHANGED``.
        InvalidError
            As `ChallengeRules.check` says.
        ConflictError
            ``CHALLENGE_DELETED``, ``CHALLENGE_SLOT_TAKEN``.
        """

        def published(known: Challenge) -> Challenge:
            if known.is_public:
                return known
            check_tag(known, edit.tag, called="challenge")
            check_editable(known, known.draft, now=edit.now)
            self._rules.check(known.draft, now=edit.now)
            return edit.of(known, status=ChallengeStatus.PUBLISHED)

        return self._shown(self._challenges.change(challenge_id, published), edit.now)

    def preview(self, challenge_id: str, *, now: datetime) -> Preview:
        """Return a challenge as dancers would see it, with all that is wrong with it.

        Raises
        ------
        NotFoundError
            ``CHALLENGE_NOT_FOUND``.
        """
        challenge = self._challenges.get(challenge_id)
        problems = (
            *self._rules.problems(challenge.draft, now=now),
            *self._challenges.taken_days(challenge, by=challenge.id),
        )
        return Preview(challenge=challenge, problems=problems)

    def delete(self, challenge_id: str, edit: Edit) -> None:
        """Delete a challenge: for good if nobody has danced it, else out of everybody's sight.

        A day that thereby lacks its challenge gets another one.

        Raises
        ------
        StaleError
            ``CHALLENGE_CHANGED``.
        """
        challenge = self._challenges.get(challenge_id)
        if challenge.has_submissions:
            self._hide(challenge_id, edit)
        else:
            self._remove(challenge_id, edit)
        self._service.pregenerate(edit.now)
        self._service.publish_manifest(edit.now)

    def _remove(self, challenge_id: str, edit: Edit) -> None:
        def removable(known: Challenge) -> None:
            check_tag(known, edit.tag, called="challenge")
            if known.has_submissions:
                raise ConflictError("CHALLENGE_LOCKED", "Somebody has just danced it.")

        self._challenges.remove(challenge_id, removable)

    def _hide(self, challenge_id: str, edit: Edit) -> None:
        def hidden(known: Challenge) -> Challenge:
            if known.status is ChallengeStatus.DELETED:
                return known
            check_tag(known, edit.tag, called="challenge")
            return edit.of(known, status=ChallengeStatus.DELETED, is_active=False)

        self._challenges.change(challenge_id, hidden)

    def _edited(
        self, challenge_id: str, say: Callable[[Challenge], ChallengeDraft], edit: Edit
    ) -> Challenge:
        def edited(known: Challenge) -> Challenge:
            check_tag(known, edit.tag, called="challenge")
            draft = say(known)
            check_editable(known, draft, now=edit.now)
            is_live = known.is_public and known.end_time > edit.now
            found = (
                self._rules.check(draft, now=edit.now) if is_live else self._rules.resolved(draft)
            )
            said = {name: getattr(found.draft, name) for name in ChallengeDraft.model_fields}
            return edit.of(known, **said, base_type=found.base_type)

        changed = self._challenges.change(challenge_id, edited)
        self._service.pregenerate(edit.now)
        return self._shown(changed, edit.now)

    def _shown(self, challenge: Challenge, now: datetime) -> Challenge:
        self._service.publish_manifest(now)
        return challenge
