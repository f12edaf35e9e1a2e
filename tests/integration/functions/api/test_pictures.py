"""Pictures of a submission over HTTP: ordered at the first question, there at a later one."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from idance.domain.picture import PictureOrder
from idance.store.workflow import Workflow
from tests.builders import any_score
from tests.integration.functions.api.journey import a_session, submit, todays_challenge
from tests.integration.functions.api.phone import Phone
from tests.integration.functions.backend import Backend
from tests.integration.house import MEDIA_BUCKET, client

SHA256 = "ab" * 32
KINDS = ("overlay", "report")


@pytest.fixture
def danced(backend: Backend, dancer: Phone) -> str:
    """Return the id of a scored submission whose clip is there."""
    challenge_id = todays_challenge(dancer)
    session_id = a_session(dancer, challenge_id)
    submission_id = str(submit(dancer, challenge_id, session_id).body["submissionId"])
    score = any_score(80.0).model_copy(update={"video_sha256": SHA256})
    backend.score_clip(session_id, challenge_id, score)
    put(video_key(backend, submission_id))
    return submission_id


def video_key(backend: Backend, submission_id: str) -> str:
    submission = backend.house.submission_store.find(submission_id)
    return backend.house.session_store.get(submission.session_id).video_file_key


def put(key: str) -> None:
    client("s3").put_object(Bucket=MEDIA_BUCKET, Key=key, Body=b"anything")


def orders(backend: Backend) -> list[PictureOrder]:
    """Return what was ordered, the latest first."""
    states = client("stepfunctions")
    arn = backend.house.drawing_machine_arn
    executions = states.list_executions(stateMachineArn=arn)["executions"]
    inputs = [
        states.describe_execution(executionArn=one["executionArn"])["input"] for one in executions
    ]
    return [PictureOrder.model_validate_json(one) for one in inputs]


def stop(backend: Backend) -> None:
    """Have all drawings end as those that fail."""
    states = client("stepfunctions")
    arn = backend.house.drawing_machine_arn
    for one in states.list_executions(stateMachineArn=arn)["executions"]:
        states.stop_execution(executionArn=one["executionArn"])


@pytest.mark.parametrize(("kind", "form"), [("overlay", "mp4"), ("report", "svg")])
def test_the_first_question_orders_the_picture(
    backend: Backend, dancer: Phone, danced: str, kind: str, form: str
) -> None:
    answer = dancer.get(f"/submissions/{danced}/{kind}")

    assert answer.status == 202
    assert answer.headers["Retry-After"] == "2"
    assert answer.body["nextPollMs"] == 2000
    assert answer.body["statusUrl"] == f"/v1/submissions/{danced}/{kind}"
    [order] = orders(backend)
    assert order.video_key == video_key(backend, danced)
    assert order.picture_key.endswith(f"/{SHA256}/{order.challenge_id}.{form}")
    assert order.score.total == 80


def test_it_is_ordered_once_and_again_ten_minutes_later_if_it_is_not_there(
    backend: Backend, dancer: Phone, danced: str
) -> None:
    for _ in range(3):
        assert dancer.get(f"/submissions/{danced}/overlay").status == 202
    assert len(orders(backend)) == 1
    assert dancer.get(f"/submissions/{danced}/report").status == 202
    assert len(orders(backend)) == 2

    backend.later(minutes=10)
    assert dancer.get(f"/submissions/{danced}/overlay").status == 202
    assert len(orders(backend)) == 3


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_that_is_there_is_told_with_its_address(
    backend: Backend, dancer: Phone, admin: Phone, danced: str, kind: str
) -> None:
    dancer.get(f"/submissions/{danced}/{kind}")
    [order] = orders(backend)
    put(order.picture_key)

    answer = dancer.get(f"/submissions/{danced}/{kind}")

    assert answer.status == 200
    address = urlsplit(answer.body["url"])
    assert address.path.endswith(order.picture_key)
    assert parse_qs(address.query)["X-Amz-Expires"] == ["3600"]
    assert answer.body["contentType"] == order.kind.content_type
    assert admin.get(f"/submissions/{danced}/{kind}").status == 200
    assert len(orders(backend)) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_drawing_that_failed_is_told_and_tried_again_later(
    backend: Backend, dancer: Phone, danced: str, kind: str
) -> None:
    dancer.get(f"/submissions/{danced}/{kind}")
    stop(backend)

    for _ in range(2):
        answer = dancer.get(f"/submissions/{danced}/{kind}")
        assert answer.error == (503, "DRAWING_FAILED")
        assert 0 < int(answer.headers["Retry-After"]) <= 600

    assert len(orders(backend)) == 1
    backend.later(seconds=int(answer.headers["Retry-After"]))
    assert dancer.get(f"/submissions/{danced}/{kind}").status == 202
    assert len(orders(backend)) == 2


def test_a_drawing_that_ended_without_a_picture_had_no_clip_to_draw_on(
    backend: Backend, dancer: Phone, danced: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    dancer.get(f"/submissions/{danced}/report")
    stop(backend)
    monkeypatch.setattr(Workflow, "status", lambda *_: "SUCCEEDED")

    assert dancer.get(f"/submissions/{danced}/report").error == (404, "CLIP_GONE")


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_else_sees_the_clip(another: Phone, danced: str, kind: str) -> None:
    assert another.get(f"/submissions/{danced}").status == 200
    refused = another.get(f"/submissions/{danced}/{kind}")
    assert refused.error == (404, "SUBMISSION_NOT_FOUND")


def test_without_a_score_there_is_no_picture(dancer: Phone) -> None:
    challenge_id = todays_challenge(dancer)
    waiting = submit(dancer, challenge_id, a_session(dancer, challenge_id)).body["submissionId"]

    assert dancer.get(f"/submissions/{waiting}/overlay").error == (409, "NOT_SCORED_YET")


def test_a_clip_that_is_kept_no_longer_is_told_of(
    backend: Backend, dancer: Phone, danced: str
) -> None:
    dancer.get(f"/submissions/{danced}/report")
    [order] = orders(backend)
    put(order.picture_key)
    client("s3").delete_object(Bucket=MEDIA_BUCKET, Key=video_key(backend, danced))

    assert dancer.get(f"/submissions/{danced}/report").error == (404, "CLIP_GONE")
    assert dancer.get(f"/submissions/{danced}/overlay").error == (404, "CLIP_GONE")
    assert len(orders(backend)) == 1


def test_a_session_that_is_kept_no_longer_is_a_clip_that_is_gone(
    backend: Backend, dancer: Phone, danced: str
) -> None:
    session_id = backend.house.submission_store.find(danced).session_id
    key: dict[str, Any] = {"PK": {"S": f"S#{session_id}"}, "SK": {"S": "SESSION"}}
    client("dynamodb").delete_item(TableName="operations", Key=key)

    assert dancer.get(f"/submissions/{danced}/report").error == (404, "CLIP_GONE")


def test_an_order_stays_far_below_what_step_functions_takes(
    backend: Backend, dancer: Phone, danced: str
) -> None:
    dancer.get(f"/submissions/{danced}/overlay")

    [order] = orders(backend)
    assert len(json.dumps(order.model_dump(mode="json"))) < 32_000
