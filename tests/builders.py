"""Valid things nobody cares about in detail: a test names only what it is about."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID

from idance.domain.badge import BadgeCategory, Rarity, UserBadge
from idance.domain.challenge import Challenge, ChallengeDraft
from idance.domain.challenge_type import ChallengeType
from idance.domain.contest import Contest
from idance.domain.gate import Gate, Verdict
from idance.domain.ids import new_challenge_id, new_session_id, submission_id, video_key
from idance.domain.profile import Caller, UserProfile
from idance.domain.score import Metric, Score
from idance.domain.session import Session
from idance.domain.stats import DancerStats
from idance.domain.submission import Submission

NOW = datetime(2026, 11, 21, 12, 0, 0, 123_000, tzinfo=UTC)
"""A Saturday noon in week 47."""
TODAY = NOW.date()


def any_uuid() -> UUID:
    """Return what a UUID maker returns."""
    return UUID(int=random.getrandbits(128), version=4)


def any_user_id() -> str:
    """Return a dancer's id."""
    return str(any_uuid())


def any_caller(**known: object) -> Caller:
    """Return a dancer who makes a request."""
    user_id = any_user_id()
    usual = {"user_id": user_id, "role": "user", "display_name": "Ada"}
    return Caller.model_validate(usual | known)


def any_profile(**known: object) -> UserProfile:
    """Return what others see of a dancer."""
    return UserProfile.model_validate({"id": any_user_id(), "display_name": "Ada"} | known)


def any_draft(**known: object) -> ChallengeDraft:
    """Return what an admin says of a challenge of today."""
    midnight = NOW.replace(hour=0, minute=0, second=0, microsecond=0)
    usual = {
        "title": "Freestyle Friday",
        "type": ChallengeType.FREESTYLE,
        "start_time": midnight,
        "end_time": midnight + timedelta(days=1),
        "points": 150,
        "badge_name": "Freestyle Master",
    }
    return ChallengeDraft.model_validate(usual | known)


def any_challenge(**known: object) -> Challenge:
    """Return a challenge that is open at `NOW`."""
    usual = any_draft().model_dump(by_alias=False) | {
        "id": new_challenge_id(any_uuid()),
        "created_by": any_user_id(),
        "created_at": NOW - timedelta(days=3),
        "updated_at": NOW - timedelta(days=3),
    }
    return Challenge.model_validate(usual | known)


def any_contest(**known: object) -> Contest:
    """Return a contest that is open at `NOW`."""
    usual = {
        "slug": "summer",
        "name": "Summer of Dance",
        "operator": "best",
        "start_time": NOW - timedelta(hours=1),
        "end_time": NOW + timedelta(days=1),
        "tick_ms": 1,
        "max_points": 1000,
    }
    return Contest.model_validate(usual | known)


def any_score(total: float = 87.25, **scores: float) -> Score:
    """Return a score; ``scores`` are single metrics' 0–100, else all are the total."""
    weights = {"balance": 25, "rhythm": 30, "smoothness": 25, "creativity": 20}
    metrics = tuple(
        Metric(
            name=name,
            weight=weight,
            points=round(weight * scores.get(name, total) / 100, 2),
            score=scores.get(name, total),
            value=1.5,
            unit="steps",
            confidence=0.9,
        )
        for name, weight in weights.items()
    )
    return Score(
        total=total,
        metrics=metrics,
        confidence=0.9,
        feedback=("Lovely turns. Land them on the beat.",),
        frames=150,
        seconds=10.0,
        scoring_version="1",
        pose_version="1",
    )


def any_held_score(total: float = 87.25) -> Score:
    """Return a score that waits for a reviewer."""
    reason = "The same 2.0 seconds of film are shown more than once."
    return any_score(total).judged(Gate(name="looped", verdict=Verdict.HOLD, reason=reason))


def any_session(**known: object) -> Session:
    """Return a session that waits for its clip."""
    user_id = str(known.get("user_id", any_user_id()))
    session_id = str(known.get("id", new_session_id(any_uuid())))
    usual = {
        "id": session_id,
        "user_id": user_id,
        "content_type": "video/mp4",
        "size_bytes": 1_000_000,
        "video_file_key": video_key(
            user_id=user_id, session_id=session_id, day=TODAY, extension="mp4"
        ),
        "upload_by": NOW + timedelta(minutes=15),
        "created_at": NOW,
        "updated_at": NOW,
    }
    return Session.model_validate(usual | known)


def any_submission(**known: object) -> Submission:
    """Return a submission that waits for its score."""
    user_id = str(known.get("user_id", any_user_id()))
    challenge_id = str(known.get("challenge_id", new_challenge_id(any_uuid())))
    usual = {
        "id": submission_id(user_id, challenge_id),
        "user_id": user_id,
        "challenge_id": challenge_id,
        "session_id": new_session_id(any_uuid()),
        "submitted_at": NOW,
        "user_profile": UserProfile(id=user_id, display_name="Ada"),
        "challenge_points": 150,
    }
    return Submission.model_validate(usual | known)


def any_scored(
    total: float = 87.25, *, scores: dict[str, float] | None = None, **known: object
) -> Submission:
    """Return a scored submission."""
    return any_submission(**known).scored(any_score(total, **scores or {}), at=NOW)


def any_stats(**known: object) -> DancerStats:
    """Return the stats of a dancer who has not danced yet."""
    return DancerStats.model_validate({"user_id": any_user_id()} | known)


def any_badge(**known: object) -> UserBadge:
    """Return a badge a dancer has earned."""
    usual = {
        "name": "Smooth Operator",
        "description": "Smoothness of 90 or more",
        "category": BadgeCategory.SKILL,
        "rarity": Rarity.RARE,
        "user_id": any_user_id(),
        "earned_at": NOW,
    }
    return UserBadge.model_validate(usual | known)
