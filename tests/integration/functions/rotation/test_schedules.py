"""What happens by the clock."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from functions.rotation import expire, pregenerate, publish, rotate
from idance.domain.challenge import day_of
from idance.domain.ids import generated_challenge_id
from idance.domain.rejections import RejectionCode
from idance.domain.submission_status import SubmissionStatus
from tests.builders import any_caller
from tests.integration.functions.backend import Backend
from tests.integration.house import items_of
from tests.unit.functions.lambda_context import AnyLambdaContext

SCHEDULED: dict[str, Any] = {"source": "aws.scheduler", "detail-type": "Scheduled Event"}


def run(schedule: Any) -> dict[str, Any]:  # noqa: ANN401 (a module)
    result: dict[str, Any] = schedule.lambda_handler(SCHEDULED, AnyLambdaContext())
    return result


def test_eight_days_have_their_challenge_after_pregeneration(backend: Backend) -> None:
    now = datetime.now(UTC)
    days = [generated_challenge_id(day_of(now) + timedelta(days=ahead)) for ahead in range(8)]
    assert run(pregenerate) == {"made": days, "personal": 48, "faults": [], "ready": 8}
    assert run(pregenerate) == {"made": [], "personal": 0, "faults": [], "ready": 8}
    assert [one.id for one in backend.house.challenges.get_upcoming(now)] == days[1:]


def test_a_template_that_is_broken_is_counted_and_the_days_are_filled(
    backend: Backend, capsys: pytest.CaptureFixture[str]
) -> None:
    table = backend.house.room.templates._table
    table.put(table.item("TEMPLATES", "T#broken", doc="{}"))

    result = run(pregenerate)

    assert (len(result["made"]), len(result["faults"]), result["ready"]) == (8, 8, 8)
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines() if "_aws" in line]
    counted = {name: one[name] for one in told for name in one if name.startswith(("Gen", "Tom"))}
    assert counted == {"GenerationFaults": [8.0], "TomorrowMissing": [0.0]}


def test_the_manifest_is_published_once(backend: Backend) -> None:
    backend.house.challenges.pregenerate(datetime.now(UTC))

    assert run(publish) == {"published": True}
    assert run(publish) == {"published": False}


def test_rotation_ends_yesterdays_challenge_and_lets_todays_go_live(backend: Backend) -> None:
    now = datetime.now(UTC)
    yesterday = backend.house.challenges.get_active_challenge(now - timedelta(days=1))

    result = run(rotate)
    assert result == {"live": generated_challenge_id(day_of(now)), "ended": [yesterday.id]}
    assert not backend.house.challenges.get_challenge(yesterday.id).is_active
    assert backend.house.challenges.get_active_challenge(now).is_open(now)


def test_rotating_twice_changes_nothing_more(backend: Backend) -> None:
    now = datetime.now(UTC)
    backend.house.challenges.get_active_challenge(now - timedelta(days=1))
    first, before = run(rotate), items_of("challenges")
    assert run(rotate) == first | {"ended": []}
    assert items_of("challenges") == before


def test_an_upload_that_never_came_is_given_up(backend: Backend) -> None:
    house, dancer = backend.house, any_caller()
    then = datetime.now(UTC) - timedelta(minutes=20)
    challenge = house.challenges.get_active_challenge(then)
    session = house.sessions.create(
        dancer,
        content_type="video/mp4",
        size_bytes=10,
        challenge_id=None,
        now=then,
        entropy=uuid4(),
    ).session
    submission = house.submissions.submit_to_challenge(
        dancer,
        challenge.id,
        session_id=session.id,
        caption=None,
        tags=(),
        now=max(then, challenge.start_time),
    )

    assert run(expire) == {"expired": 1}
    assert run(expire) == {"expired": 0}
    failed = house.submission_store.get(dancer.user_id, challenge.id)
    assert failed is not None
    assert failed.id == submission.id
    assert failed.status is SubmissionStatus.FAILED
    assert failed.rejection is RejectionCode.UPLOAD_MISSING
