"""Steps that many tests take: a dancer with a clip, and the pipeline at work on it."""

from __future__ import annotations

from datetime import datetime

from idance.domain.challenge import Challenge
from idance.domain.profile import Caller
from idance.domain.score import Score
from idance.domain.session import Session
from idance.domain.submission import Submission
from tests.builders import NOW, any_challenge, any_score, any_uuid
from tests.integration.house import House

POSE_KEY = "poses/1/ab/ab.npz"


def publish(house: House, challenge: Challenge | None = None) -> Challenge:
    """Store a challenge in a slot of its own."""
    challenge = challenge or any_challenge()
    alone = challenge.model_copy(update={"slot": challenge.id.removeprefix("ch_")})
    return house.challenge_store.add(alone)


def open_session(
    house: House,
    caller: Caller,
    *,
    challenge_id: str | None = None,
    now: datetime = NOW,
) -> Session:
    """Return a session that waits for its clip."""
    grant = house.sessions.create(
        caller,
        content_type="video/mp4",
        size_bytes=1_000,
        challenge_id=challenge_id,
        now=now,
        entropy=any_uuid(),
    )
    return grant.session


def submit(
    house: House,
    caller: Caller,
    challenge: Challenge,
    session: Session,
    *,
    now: datetime = NOW,
) -> Submission:
    """Submit a session's clip."""
    return house.submissions.submit_to_challenge(
        caller,
        challenge.id,
        session_id=session.id,
        caption="My best attempt!",
        tags=["freestyle"],
        now=now,
    )


def analyse(house: House, session: Session, *, now: datetime = NOW) -> Session:
    """Do the first half of the pipeline."""
    house.scoring.begin(session.id, now=now)
    return house.scoring.pose_extracted(session.id, pose_file_key=POSE_KEY, now=now)


def score(
    house: House,
    session: Session,
    challenge: Challenge,
    result: Score | None = None,
    *,
    now: datetime = NOW,
) -> Submission | None:
    """Do the whole pipeline."""
    analyse(house, session, now=now)
    return house.scoring.complete(session.id, challenge.id, result or any_score(), now=now)


def dance(
    house: House,
    caller: Caller,
    challenge: Challenge,
    result: Score | None = None,
    *,
    now: datetime = NOW,
) -> Submission:
    """Go all the way from a new session to a scored submission."""
    session = open_session(house, caller, now=now)
    submit(house, caller, challenge, session, now=now)
    submission = score(house, session, challenge, result, now=now)
    assert submission is not None
    return submission
