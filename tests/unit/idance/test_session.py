"""How a clip moves on, and which moves there are not."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from idance.domain.errors import ConflictError, InvalidError
from idance.domain.rejections import RejectionCode
from idance.domain.session import (
    MAX_UPLOAD_BYTES,
    PIPELINE_PATIENCE,
    Session,
    SessionStatus,
    check_upload_size,
    extension_of,
)
from tests.builders import NOW, any_score, any_session

LATER = NOW + timedelta(minutes=1)
SCORE = any_score()
CREATED = any_session(challenge_id="ch_here")
UPLOADED = CREATED.uploaded(now=NOW)
ANALYSED = UPLOADED.analysed("poses/1", now=NOW)
SCORED = ANALYSED.scored("ch_here", SCORE, now=NOW)
REJECTED = UPLOADED.rejected(RejectionCode.NO_PERSON, now=NOW)
FAILED = UPLOADED.rejected(RejectionCode.SCORING_FAILED, now=NOW)
EXPIRED = CREATED.rejected(RejectionCode.UPLOAD_MISSING, now=NOW)
DELETED = CREATED.deleted(now=NOW)
ALL = (CREATED, UPLOADED, ANALYSED, SCORED, REJECTED, FAILED, EXPIRED, DELETED)
SPENT = (REJECTED, FAILED, EXPIRED, DELETED)


def test_the_way_of_a_clip() -> None:
    assert [session.status for session in ALL] == list(SessionStatus)


def test_every_move_says_when_it_was_made() -> None:
    assert CREATED.uploaded(now=LATER).updated_at == LATER
    assert UPLOADED.rejected(RejectionCode.NO_PERSON, now=LATER).updated_at == LATER


@pytest.mark.parametrize("session", ALL)
def test_a_clip_arrives_once(session: Session) -> None:
    assert (session.uploaded(now=LATER) is session) == (session is not CREATED)


@pytest.mark.parametrize("session", ALL)
def test_only_an_uploaded_clip_is_analysed(session: Session) -> None:
    after = session.analysed("poses/2", now=LATER)

    moved = after.status is not session.status
    assert moved == (session is UPLOADED)
    # What is left of a clip that was deleted meanwhile is noted, for whoever clears up.
    is_noted = after.pose_data_file_key == "poses/2"
    assert is_noted == (moved or session.status is SessionStatus.DELETED)


@pytest.mark.parametrize("session", ALL)
def test_only_a_clip_in_the_pipeline_is_scored(session: Session) -> None:
    after = session.scored("ch_here", any_score(1), now=LATER)

    assert (after is session) == (session not in {UPLOADED, ANALYSED})


def test_a_score_for_another_challenge_than_the_clips_own_is_not_kept() -> None:
    assert ANALYSED.scored("ch_there", SCORE, now=LATER) is ANALYSED


@pytest.mark.parametrize("session", ALL)
def test_only_what_is_under_way_can_be_rejected(session: Session) -> None:
    after = session.rejected(RejectionCode.NO_PERSON, now=LATER)

    assert (after is session) == (session not in {CREATED, UPLOADED, ANALYSED})


def test_a_score_counts_for_the_challenge_it_was_made_for() -> None:
    assert SCORED.score_for("ch_here") == SCORE
    assert SCORED.score_for("ch_there") is None


@pytest.mark.parametrize("session", ALL)
def test_a_session_is_spent_once_it_leads_nowhere(session: Session) -> None:
    assert session.is_spent == (session in SPENT)


@pytest.mark.parametrize("session", [CREATED, UPLOADED, ANALYSED, SCORED])
def test_binding_a_session_keeps_how_far_its_clip_has_come(session: Session) -> None:
    bound = session.bound("ch_here", "sub_mine", now=LATER)

    assert bound.status is session.status
    assert bound.challenge_submission_id == "sub_mine"
    assert bound.score == session.score


def test_binding_a_clip_that_was_scored_elsewhere_forgets_that_score() -> None:
    bound = SCORED.bound("ch_there", "sub_mine", now=LATER)

    assert bound.status is SessionStatus.ANALYSED
    assert (bound.challenge_id, bound.scored_for, bound.score) == ("ch_there", None, None)
    assert bound.scored("ch_there", SCORE, now=LATER).score_for("ch_there") == SCORE


def test_binding_a_session_twice_changes_nothing() -> None:
    bound = UPLOADED.bound("ch_here", "sub_mine", now=NOW)

    assert bound.bound("ch_here", "sub_mine", now=LATER) is bound


@pytest.mark.parametrize(
    ("session", "why"),
    [(REJECTED, "could not find a dancer"), (FAILED, "our side"), (EXPIRED, "never arrived")],
)
def test_a_spent_session_cannot_be_bound_and_says_why(session: Session, why: str) -> None:
    with pytest.raises(ConflictError, match=why) as refused:
        session.bound("ch_here", "sub_mine", now=LATER)

    assert refused.value.code == "SESSION_SPENT"


@pytest.mark.parametrize(
    ("session", "due_at"),
    [
        (CREATED, None),
        (CREATED.bound("ch_here", "sub_mine", now=NOW), CREATED.upload_by),
        (any_session().uploaded(now=NOW), NOW + PIPELINE_PATIENCE),
        (any_session().uploaded(now=NOW).analysed("poses/1", now=NOW), None),
        (UPLOADED, NOW + PIPELINE_PATIENCE),
        (ANALYSED, NOW + PIPELINE_PATIENCE),
        (SCORED, None),
        (REJECTED, None),
    ],
)
def test_a_session_is_due_while_somebody_waits_for_it(
    session: Session,
    due_at: datetime | None,
) -> None:
    assert session.due_at == due_at


def test_a_session_survives_its_json() -> None:
    assert Session.model_validate_json(SCORED.model_dump_json(exclude_none=True)) == SCORED


@pytest.mark.parametrize(
    ("content_type", "extension"),
    [("video/mp4", "mp4"), ("video/quicktime", "mov"), ("video/webm", "webm")],
)
def test_videos_of_phones_and_browsers_are_taken(content_type: str, extension: str) -> None:
    assert extension_of(content_type) == extension


@pytest.mark.parametrize("content_type", ["text/plain", "video/MP4", "image/gif", ""])
def test_other_content_types_are_refused(content_type: str) -> None:
    with pytest.raises(InvalidError) as refused:
        extension_of(content_type)

    assert (refused.value.code, refused.value.field) == ("UNSUPPORTED_CONTENT_TYPE", "contentType")


@pytest.mark.parametrize(
    ("size", "code"),
    [(0, "EMPTY_FILE"), (-1, "EMPTY_FILE"), (MAX_UPLOAD_BYTES + 1, "VIDEO_TOO_LARGE")],
)
def test_empty_and_too_large_clips_are_refused(size: int, code: str) -> None:
    with pytest.raises(InvalidError) as refused:
        check_upload_size(size)

    assert (refused.value.code, refused.value.field) == (code, "sizeBytes")


@pytest.mark.parametrize("size", [1, MAX_UPLOAD_BYTES])
def test_clips_up_to_100_megabytes_are_taken(size: int) -> None:
    assert check_upload_size(size) is None  # type: ignore[func-returns-value]
