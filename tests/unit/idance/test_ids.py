"""Ids carry their address, and only one spelling of each is an id."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from idance.domain import ids
from tests.builders import NOW, any_user_id, any_uuid

challenge_ids = st.from_regex(re.compile(r"\Ach_[0-9a-z]{4,40}\Z"))


@given(user=st.uuids(), challenge_id=challenge_ids)
def test_a_submission_id_leads_back_to_its_dancer_and_challenge(
    user: UUID,
    challenge_id: str,
) -> None:
    text = ids.submission_id(str(user), challenge_id)

    assert ids.parse_submission_id(text) == ids.SubmissionAddress(str(user), challenge_id)


@given(user=st.uuids(), other=st.uuids(), challenge_id=challenge_ids)
def test_two_dancers_never_share_a_submission_id(
    user: UUID,
    other: UUID,
    challenge_id: str,
) -> None:
    same = ids.submission_id(str(user), challenge_id) == ids.submission_id(str(other), challenge_id)

    assert same == (user == other)


def test_ids_of_comments_sort_by_time_and_differ_within_a_moment() -> None:
    moments = [NOW + timedelta(milliseconds=n) for n in (0, 1, 1_000, 10**12)]
    sorted_by_time = [ids.new_comment_id(at, any_uuid()) for at in moments]

    assert sorted(sorted_by_time) == sorted_by_time
    assert len({ids.new_comment_id(NOW, any_uuid()) for _ in range(100)}) == 100


@given(st.text())
def test_any_text_is_either_a_canonical_submission_id_or_none(text: str) -> None:
    address = ids.parse_submission_id(text)

    assert address is None or ids.submission_id(address.user_id, address.challenge_id) == text


def test_a_second_spelling_of_a_submission_id_is_none() -> None:
    text = ids.submission_id(str(UUID(int=0)), "ch_abcd")
    spelt = text.replace("0_abcd", "1_abcd")

    assert ids.parse_submission_id(text) is not None
    assert ids.parse_submission_id(spelt) is None


def test_a_dancer_is_the_same_uuid_for_the_same_identity_only() -> None:
    known = ids.user_id_of("https://issuer", "42")

    assert known == ids.user_id_of("https://issuer", "42")
    assert str(UUID(known)) == known
    assert known != ids.user_id_of("https://issuer", "43")
    assert known != ids.user_id_of("https://other", "42")


def test_made_ids_have_the_shape_that_is_asked_for() -> None:
    assert ids.CHALLENGE_ID.fullmatch(ids.new_challenge_id(any_uuid()))
    assert ids.CHALLENGE_ID.fullmatch(ids.generated_challenge_id(date(2026, 11, 21)))
    assert re.fullmatch(r"sess_[0-9a-f]{32}", ids.new_session_id(any_uuid()))


def test_the_generated_challenge_of_a_day_has_one_id() -> None:
    day = date(2026, 11, 21)

    assert ids.generated_challenge_id(day) == "ch_daily20261121"
    assert ids.generated_challenge_id(day, ordinal=2) == "ch_daily20261121x2"
    assert ids.generated_challenge_id(day, slot="rhythm-beginner") == "ch_rhythmbeginner20261121"


def test_a_clips_key_leads_back_to_its_session() -> None:
    session_id = ids.new_session_id(any_uuid())
    key = ids.video_key(
        user_id=any_user_id(), session_id=session_id, day=date(2026, 11, 21), extension="mp4"
    )

    assert ids.session_of_video_key(key) == session_id
    assert re.match(r"videos/[0-9a-f]{2}/2026-11-21/", key)
    assert ids.session_of_video_key(f"{key}.exe.html") is None
    assert ids.session_of_video_key(f"other/{key}") is None


def test_landmarks_are_found_by_the_clips_bytes_and_the_pose_version() -> None:
    assert ids.pose_key(pose_version="1", video_sha256="ab" * 32) == f"poses/1/ab/{'ab' * 32}.npz"
