"""What admins get of challenges."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Self

from functions.api.responses.challenges import ChallengeResponse
from idance.domain.challenge import Challenge, ChallengeStatus
from idance.domain.errors import DomainError
from idance.domain.model import Model
from idance.domain.public_challenge import UrlOf


class AdminChallengeResponse(ChallengeResponse):
    """A challenge, as admins see it.

    Attributes
    ----------
    version : str
        Names this state of it: what `If-Match` says of a change that is meant for it.
    """

    status: ChallengeStatus
    demo_video_file_key: str | None
    has_submissions: bool
    created_by: str
    created_at: dt.datetime
    updated_by: str | None
    updated_at: dt.datetime
    version: str

    @classmethod
    def seen(cls, challenge: Challenge, *, url_of: UrlOf, now: dt.datetime) -> Self:
        """Return a challenge with its version; who dances it is told elsewhere."""
        return cls.of(
            challenge,
            url_of=url_of,
            version=challenge.tag,
            time_remaining=challenge.time_remaining(now),
            participant_count=None if challenge.has_submissions else 0,
        )


class ChallengeListResponse(Model):
    """Some challenges by start; ``nextCursor`` asks for those that follow."""

    challenges: tuple[AdminChallengeResponse, ...]
    next_cursor: str | None


class ChallengeProblem(Model):
    """Something that keeps a challenge from being published."""

    code: str
    detail: str
    field: str | None


class PreviewResponse(Model):
    """A challenge before it is published, and all that keeps it from being so."""

    challenge: AdminChallengeResponse
    problems: tuple[ChallengeProblem, ...]

    @classmethod
    def of(cls, challenge: AdminChallengeResponse, problems: Iterable[DomainError]) -> Self:
        """Return a preview."""
        found = (
            ChallengeProblem(code=one.code, detail=one.message, field=one.field) for one in problems
        )
        return cls(challenge=challenge, problems=tuple(found))
