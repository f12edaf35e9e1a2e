"""What can be a challenge, and when it may be danced."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from idance.domain.challenge import Challenge, ChallengeDraft, ChallengeStatus, day_of
from tests.builders import NOW, TODAY, any_challenge, any_draft

MIDNIGHT = datetime(2026, 11, 21, tzinfo=UTC)


def test_the_requirements_own_example_is_a_challenge() -> None:
    draft = ChallengeDraft.model_validate_json(
        """{
          "title": "Freestyle Friday",
          "description": "Show your best freestyle moves!",
          "type": "freestyle",
          "startTime": "2025-01-28T00:00:00Z",
          "endTime": "2025-01-28T23:59:59Z",
          "demoVideoFileKey": "challenges/demo_123.mp4",
          "points": 150,
          "badgeName": "Freestyle Master"
        }""",
    )

    assert draft.demo_video_file_key == "challenges/demo_123.mp4"
    assert draft.scoring_criteria == {
        "balance": 25,
        "rhythm": 30,
        "smoothness": 25,
        "creativity": 20,
    }


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"end_time": MIDNIGHT}, "endTime must be after startTime"),
        ({"end_time": MIDNIGHT + timedelta(days=31, seconds=1)}, "at most 31 days"),
        ({"scoring_criteria": {"balance": 50, "rhythm": 49}}, "sum to 100"),
        ({"scoring_criteria": {"balance": 150, "rhythm": -50}}, "negative"),
        ({"scoring_criteria": {"charm": 100}}, "unknown scoring criteria: charm"),
        ({"title": "Hi"}, "at least 3"),
        ({"points": 0}, "greater than or equal to 1"),
        ({"points": 1001}, "less than or equal to 1000"),
        ({"type": "Polka!"}, "pattern"),
        ({"target_bpm": 300}, "less than or equal to 240"),
        ({"start_time": datetime(2026, 11, 21)}, "timezone"),  # noqa: DTZ001 (the point)
    ],
)
def test_what_makes_no_sense_is_no_challenge(wrong: dict[str, object], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        any_draft(**wrong)


def test_weights_of_fewer_metrics_may_sum_to_100() -> None:
    draft = any_draft(scoring_criteria={"rhythm": 60, "balance": 40})

    assert draft.scoring_criteria == {"rhythm": 60, "balance": 40}


def test_a_challenge_survives_its_json_with_the_requirements_names() -> None:
    challenge = any_challenge(thumbnail_url="https://cdn/x.jpg", target_bpm=120)
    text = challenge.model_dump_json()

    assert Challenge.model_validate_json(text) == challenge
    assert '"thumbnailURL":"https://cdn/x.jpg"' in text
    assert '"badgeIconURL":null' in text
    assert '"isActive":true' in text


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (MIDNIGHT - timedelta(microseconds=1), False),
        (MIDNIGHT, True),
        (MIDNIGHT + timedelta(days=1, microseconds=-1), True),
        (MIDNIGHT + timedelta(days=1), False),
    ],
)
def test_a_challenge_is_open_from_its_start_until_before_its_end(
    moment: datetime,
    *,
    is_open: bool,
) -> None:
    assert any_challenge().is_open(moment) == is_open


def test_an_inactive_challenge_is_not_open() -> None:
    assert not any_challenge(is_active=False).is_open(NOW)


@pytest.mark.parametrize(
    ("before_end", "text"),
    [
        (timedelta(hours=14, minutes=32, seconds=15), "14:32:15"),
        (timedelta(hours=100), "100:00:00"),
        (timedelta(0), "00:00:00"),
        (timedelta(seconds=-5), "00:00:00"),
    ],
)
def test_time_remaining_reads_like_a_clock(before_end: timedelta, text: str) -> None:
    challenge = any_challenge()

    assert challenge.time_remaining(challenge.end_time - before_end) == text


@pytest.mark.parametrize(
    ("difficulty", "worth"), [("beginner", 150), ("intermediate", 188), ("advanced", 225)]
)
def test_the_same_score_is_worth_more_in_a_harder_challenge(difficulty: str, worth: int) -> None:
    assert any_challenge(points=150, difficulty=difficulty).worth == worth


@pytest.mark.parametrize(
    ("lasts", "days"),
    [
        (timedelta(hours=1), 1),
        (timedelta(days=1), 1),
        (timedelta(days=1, hours=12), 1),
        (timedelta(days=2, seconds=-1), 2),
        (timedelta(days=31), 31),
    ],
)
def test_a_challenge_holds_the_day_it_starts_on_and_all_it_covers(
    lasts: timedelta, days: int
) -> None:
    held = any_challenge(end_time=MIDNIGHT + lasts).days

    assert held == tuple(TODAY + timedelta(days=ahead) for ahead in range(days))


def test_a_day_is_as_long_as_its_time_zone_makes_it() -> None:
    autumn = any_challenge(
        time_zone="Europe/Berlin",
        start_time=datetime.fromisoformat("2026-10-25T00:00:00+02:00"),
        end_time=datetime.fromisoformat("2026-10-26T00:00:00+01:00"),
    )

    assert autumn.end_time - autumn.start_time == timedelta(hours=25)
    assert len(autumn.days) == 1


def test_a_draft_or_deleted_challenge_holds_nothing() -> None:
    for status in (ChallengeStatus.DRAFT, ChallengeStatus.DELETED):
        assert not any_challenge(status=status).slots


def test_the_day_of_a_moment_is_the_utc_day() -> None:
    assert day_of(NOW) == TODAY
    assert day_of(datetime.fromisoformat("2026-11-22T00:30:00+01:00")) == TODAY


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("points", True),
        ("max_attempts", False),
        ("first_beat", False),
        ("hold_seconds", True),
        ("turns", True),
        ("start_time", 0),
        ("end_time", "1795546507"),
    ],
)
def test_a_switch_is_no_number_and_a_number_is_no_time(field: str, value: object) -> None:
    with pytest.raises(ValidationError, match="please"):
        any_draft(**{field: value})
