"""Sessions over HTTP."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from idance.domain.upload import PART_BYTES
from tests.builders import NOW
from tests.integration.functions.api.journey import a_session, submit, todays_challenge
from tests.integration.functions.api.phone import Phone
from tests.integration.functions.backend import Backend
from tests.integration.house import MEDIA_BUCKET, client

CLIP = {"contentType": "video/mp4", "sizeBytes": 1_234_567}
MAX = 100 * 1024 * 1024


def test_a_session_comes_with_a_form_for_one_clip(dancer: Phone) -> None:
    answer = dancer.post("/sessions", CLIP)

    assert answer.status == 201
    assert answer.body["status"] == "CREATED"
    upload = answer.body["upload"]
    assert upload["method"] == "POST"
    assert upload["url"].startswith("https://")
    assert upload["maxBytes"] == MAX
    assert upload["expiresAt"] == f"{NOW + timedelta(minutes=15):%Y-%m-%dT%H:%M:%S.%fZ}"
    assert answer.body["sessionId"] in upload["fields"]["key"]
    policy = json.loads(base64.b64decode(upload["fields"]["policy"]))
    assert {"Content-Type": "video/mp4"} in policy["conditions"]
    assert ["content-length-range", 1, MAX] in policy["conditions"]
    assert {"key": upload["fields"]["key"]} in policy["conditions"]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"contentType": "text/plain"}, "UNSUPPORTED_CONTENT_TYPE", "contentType"),
        ({"contentType": "image/gif"}, "UNSUPPORTED_CONTENT_TYPE", "contentType"),
        ({"sizeBytes": 0}, "EMPTY_FILE", "sizeBytes"),
        ({"sizeBytes": MAX + 1}, "VIDEO_TOO_LARGE", "sizeBytes"),
        ({"sizeBytes": 10**300}, "VIDEO_TOO_LARGE", "sizeBytes"),
        ({"sizeBytes": "big"}, "VALIDATION_FAILED", "sizeBytes"),
        ({"sizeBytes": None}, "VALIDATION_FAILED", "sizeBytes"),
        ({"challengeId": ""}, "VALIDATION_FAILED", "challengeId"),
    ],
)
def test_a_clip_that_cannot_be_scored_is_refused_before_it_is_uploaded(
    dancer: Phone,
    changes: dict[str, object],
    code: str,
    field: str,
) -> None:
    answer = dancer.post("/sessions", CLIP | changes)
    assert answer.error == (422, code)
    assert answer.body["field"] == field


def test_a_session_is_not_made_for_an_unknown_challenge(dancer: Phone) -> None:
    answer = dancer.post("/sessions", CLIP | {"challengeId": "ch_unheardof"})
    assert answer.error == (404, "CHALLENGE_NOT_FOUND")


def test_a_session_tells_how_far_its_clip_has_come(backend: Backend, dancer: Phone) -> None:
    challenge_id = todays_challenge(dancer)
    session_id = a_session(dancer, challenge_id)

    before = dancer.get(f"/sessions/{session_id}")
    assert before.status == 200
    assert before.body["sessionId"] == session_id
    assert before.body["status"] == "CREATED"
    assert before.body["challengeId"] == challenge_id
    assert before.body["rejection"] is None

    backend.score_clip(session_id, challenge_id, 70.0)
    after = dancer.get(f"/sessions/{session_id}")
    assert after.body["status"] == "SCORED"
    assert after.body["poseDataFileKey"] == "poses/1/ff/ff.npz"


def test_somebody_elses_session_is_forbidden(dancer: Phone, another: Phone, admin: Phone) -> None:
    session_id = a_session(dancer)
    assert another.get(f"/sessions/{session_id}").error == (403, "SESSION_NOT_YOURS")
    assert admin.get(f"/sessions/{session_id}").status == 200


@pytest.mark.parametrize("session_id", ["sess_456", "sess_" + "0" * 32, "nonsense"])
def test_an_unknown_session_is_not_found(dancer: Phone, session_id: str) -> None:
    assert dancer.get(f"/sessions/{session_id}").error == (404, "SESSION_NOT_FOUND")


def test_a_dancer_lists_and_deletes_sessions(dancer: Phone, another: Phone) -> None:
    first, second = a_session(dancer), a_session(dancer)
    page = dancer.get("/sessions", limit=1).body
    rest = dancer.get("/sessions", limit=1, cursor=page["nextCursor"]).body

    assert {one["sessionId"] for one in (*page["sessions"], *rest["sessions"])} == {first, second}
    assert another.get("/sessions").body == {"sessions": [], "nextCursor": None}
    assert dancer.get("/sessions", cursor="%").error == (422, "INVALID_CURSOR")
    assert another.send("DELETE", f"/sessions/{first}").error == (403, "SESSION_NOT_YOURS")
    assert dancer.send("DELETE", f"/sessions/{first}").status == 204
    left = dancer.get("/sessions").body["sessions"]
    assert [one["sessionId"] for one in left] == [second]
    assert dancer.get(f"/sessions/{first}").body["status"] == "DELETED"


def test_a_submitted_session_is_not_deleted(dancer: Phone) -> None:
    challenge = todays_challenge(dancer)
    session = a_session(dancer, challenge)
    submit(dancer, challenge, session)

    assert dancer.send("DELETE", f"/sessions/{session}").error == (409, "SESSION_SUBMITTED")


def test_a_clip_may_come_in_parts(dancer: Phone, another: Phone) -> None:
    answer = dancer.post("/sessions", {**CLIP, "sizeBytes": 20_000_000, "multipart": True})
    upload, session = answer.body["upload"], answer.body["sessionId"]

    assert (upload["method"], upload["url"], upload["fields"]) == ("PUT", None, None)
    assert [part["number"] for part in upload["parts"]] == [1, 2, 3]
    assert dancer.get(f"/sessions/{session}/upload").body["parts"][0]["number"] == 1
    complete = f"/sessions/{session}/upload/complete"
    assert dancer.post(complete).error == (409, "UPLOAD_INCOMPLETE")
    assert another.post(complete).error == (403, "SESSION_NOT_YOURS")


def test_a_clip_whose_parts_have_arrived_is_whole(dancer: Phone) -> None:
    answer = dancer.post("/sessions", {**CLIP, "sizeBytes": PART_BYTES + 5, "multipart": True})
    for part, body in zip(
        answer.body["upload"]["parts"], (b"a" * PART_BYTES, b"b" * 5), strict=True
    ):
        asked = urlsplit(part["url"])
        # Another length is another request than the one signed: nobody stores more than a clip.
        assert "X-Amz-SignedHeaders=content-length%3Bhost" in asked.query
        (upload_id,) = parse_qs(asked.query)["uploadId"]
        client("s3").upload_part(
            Bucket=MEDIA_BUCKET,
            Key=asked.path.lstrip("/"),
            UploadId=upload_id,
            PartNumber=part["number"],
            Body=body,
        )

    complete = f"/sessions/{answer.body['sessionId']}/upload/complete"
    assert dancer.post(complete).status == 200
    assert dancer.post(complete).status == 200
