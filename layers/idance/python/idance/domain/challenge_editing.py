"""Changing a challenge: what may change when, and that nobody changes what they have not seen."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final

from pydantic import Field, ValidationError

from idance.domain.challenge import Challenge, ChallengeDraft, ChallengeStatus
from idance.domain.challenge_content import (
    BadgeName,
    Bpm,
    Description,
    Difficulty,
    FirstBeat,
    HoldSeconds,
    MaxAttempts,
    MediaKey,
    Points,
    RequiredMoves,
    Slot,
    TimeZone,
    Title,
    Turns,
    Url,
)
from idance.domain.challenge_type import COMPARING, Criteria, TypeName
from idance.domain.errors import ConflictError, InvalidError
from idance.domain.model import Model, Moment

COSMETIC: Final = frozenset(
    {"title", "description", "demo_video_file_key", "thumbnail_url", "badge_icon_url"}
)
"""What may change while a challenge is danced: nothing that a score or a rank depends on."""


class ChallengePatch(Model):
    """Some fields of a challenge, to change; those left out stay as they are."""

    title: Title | None = None
    description: Description | None = None
    type: TypeName | None = None
    difficulty: Difficulty | None = None
    start_time: Moment | None = None
    end_time: Moment | None = None
    time_zone: TimeZone | None = None
    slot: Slot | None = None
    demo_video_file_key: MediaKey | None = None
    thumbnail_url: Annotated[Url | None, Field(alias="thumbnailURL")] = None
    points: Points | None = None
    max_attempts: MaxAttempts | None = None
    badge_name: BadgeName | None = None
    badge_icon_url: Annotated[Url | None, Field(alias="badgeIconURL")] = None
    scoring_criteria: Criteria | None = None
    target_bpm: Bpm | None = None
    first_beat: FirstBeat | None = None
    hold_seconds: HoldSeconds | None = None
    turns: Turns | None = None
    required_moves: RequiredMoves | None = None

    def applied_to(self, challenge: Challenge) -> ChallengeDraft:
        """Return what is said of a challenge with these changes.

        Raises
        ------
        InvalidError
            ``VALIDATION_FAILED`` if it makes no sense together.
        """
        changes = self.model_dump(by_alias=False, exclude_unset=True)
        if "type" in changes and "scoring_criteria" not in changes:
            changes["scoring_criteria"] = None
        said = challenge.draft.model_dump(by_alias=False) | changes
        if said["scoring_criteria"] is None:
            del said["scoring_criteria"]
        try:
            return ChallengeDraft.model_validate(said)
        except ValidationError as error:
            raise invalid(error) from error


def check_editable(challenge: Challenge, draft: ChallengeDraft, *, now: datetime) -> None:
    """Refuse a change to what scores and ranks depend on, once people have danced it.

    Raises
    ------
    ConflictError
        ``CHALLENGE_DELETED``, or ``CHALLENGE_LOCKED`` with the first field that must stay.
    """
    if challenge.status is ChallengeStatus.DELETED:
        raise ConflictError("CHALLENGE_DELETED", "This challenge is deleted.")
    is_over = challenge.is_public and challenge.end_time <= now
    before = challenge.draft
    changed = [
        (name, field.alias)
        for name, field in ChallengeDraft.model_fields.items()
        if getattr(before, name) != getattr(draft, name) and name not in _free(challenge)
    ]
    if changed and (challenge.has_submissions or is_over):
        raise ConflictError(
            "CHALLENGE_LOCKED",
            "People have danced this challenge, or it is over: only its texts and media may "
            "change.",
            field=changed[0][1],
        )


def _free(challenge: Challenge) -> frozenset[str]:
    """Return what may change of it: not the demo video where dancers are compared with it."""
    compares = any(challenge.scoring_criteria.get(name) for name in COMPARING)
    return COSMETIC - {"demo_video_file_key"} if compares else COSMETIC


def invalid(error: ValidationError) -> InvalidError:
    """Return the first thing pydantic found, as the API tells it."""
    first = error.errors(include_url=False, include_context=False)[0]
    where = ".".join(str(step) for step in first["loc"]) or None
    return InvalidError(
        "VALIDATION_FAILED", first["msg"].removeprefix("Value error, "), field=where
    )
