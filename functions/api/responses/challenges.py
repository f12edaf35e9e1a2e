"""What clients get of challenges."""

from __future__ import annotations

import datetime as dt
from typing import Self

from idance.domain.challenge import Challenge, ChallengeStatus
from idance.domain.challenge_content import Difficulty
from idance.domain.challenge_type import ChallengeType, MetricName, TypeName
from idance.domain.model import Model
from idance.domain.public_challenge import PublicChallenge, UrlOf
from idance.service.challenge_editing import Preview


class ChallengeResponse(PublicChallenge):
    """A challenge, as dancers see it at a moment; participants may be unknown for now."""

    time_remaining: str
    participant_count: int | None


class PersonalChallengeResponse(ChallengeResponse):
    """A challenge chosen for one dancer, and why.

    Attributes
    ----------
    reason : str
        The choice in a sentence.
    weak_metric, level
        What it trains, and how hard; None while nothing is known of the dancer.
    based_on : int
        How many recent dances decided.
    """

    reason: str
    weak_metric: MetricName | None
    level: Difficulty | None
    based_on: int


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
    def of(cls, preview: Preview, *, url_of: UrlOf, now: dt.datetime) -> Self:
        """Return a preview."""
        problems = tuple(
            ChallengeProblem(code=one.code, detail=one.message, field=one.field)
            for one in preview.problems
        )
        challenge = AdminChallengeResponse.seen(preview.challenge, url_of=url_of, now=now)
        return cls(challenge=challenge, problems=problems)


class UpcomingChallengeResponse(Model):
    """A challenge of a day to come."""

    id: str
    title: str
    date: dt.date
    type: TypeName
    base_type: ChallengeType
    difficulty: Difficulty
    points: int
    start_time: dt.datetime
    end_time: dt.datetime

    @classmethod
    def of(cls, challenge: Challenge, *, day: dt.date) -> Self:
        """Return a challenge with the day it is shown for: it may hold several."""
        return cls(
            **challenge.model_dump(by_alias=False, include=set(cls.model_fields)),
            date=day,
        )
