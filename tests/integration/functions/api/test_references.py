"""Demo videos over HTTP: announced, looked at, named by challenges."""

from __future__ import annotations

import base64
import json

import boto3
import pytest

from functions.api.wiring.references import references
from idance.domain.reference import Choreography
from idance.domain.rejections import RejectionCode
from tests.builders import NOW, any_draft
from tests.integration.functions.api.phone import Phone
from tests.integration.functions.backend import Backend
from tests.integration.house import MEDIA_BUCKET

VIDEO = {"contentType": "video/mp4", "sizeBytes": 1_234_567}
FOUND = Choreography(pose_file_key="poses/2/ff/ff.npz", seconds=12.5, bpm=118.0, first_beat=0.3)


def announced(admin: Phone) -> tuple[str, str]:
    """Announce a demo video; return its id and its key."""
    body = admin.post("/references", VIDEO).body
    return body["referenceId"], body["demoVideoFileKey"]


def a_challenge(**known: object) -> dict[str, object]:
    """Return the body of an accuracy challenge."""
    draft = any_draft(type="accuracy", **known)
    body: dict[str, object] = json.loads(draft.model_dump_json(exclude_none=True))
    return body


def test_an_admin_gets_a_form_for_one_demo_video(admin: Phone) -> None:
    answer = admin.post("/references", VIDEO)
    assert answer.status == 201
    assert answer.body["status"] == "AWAITED"
    assert answer.body["demoVideoFileKey"].startswith("challenges/demo_")
    upload = answer.body["upload"]
    assert upload["fields"]["key"] == answer.body["demoVideoFileKey"]
    policy = json.loads(base64.b64decode(upload["fields"]["policy"]))
    assert ["content-length-range", 1, upload["maxBytes"]] in policy["conditions"]


def test_a_demo_video_tells_how_far_it_is(backend: Backend, admin: Phone) -> None:
    reference_id, key = announced(admin)
    assert admin.get(f"/references/{reference_id}").body["status"] == "AWAITED"
    references().ready(key, FOUND, now=backend.now)
    seen = admin.get(f"/references/{reference_id}").body
    assert (seen["status"], seen["seconds"], seen["bpm"]) == ("READY", 12.5, 118.0)
    assert "poses" not in json.dumps(seen)


def test_only_admins_see_demo_videos_on_their_way(dancer: Phone, admin: Phone) -> None:
    assert dancer.post("/references", VIDEO).error == (403, "ADMIN_ONLY")
    reference_id, _ = announced(admin)
    assert dancer.get(f"/references/{reference_id}").error == (403, "ADMIN_ONLY")
    assert admin.get("/references/none").error == (404, "REFERENCE_NOT_FOUND")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"contentType": "text/plain"}, "UNSUPPORTED_CONTENT_TYPE"),
        ({"sizeBytes": 0}, "EMPTY_FILE"),
        ({"sizeBytes": 10**12}, "VIDEO_TOO_LARGE"),
    ],
)
def test_what_is_no_video_is_refused_at_once(
    admin: Phone, changes: dict[str, object], code: str
) -> None:
    assert admin.post("/references", VIDEO | changes).error == (422, code)


@pytest.mark.usefixtures("backend")
def test_an_accuracy_challenge_needs_a_demo_video(admin: Phone) -> None:
    for named in ({}, {"demo_video_file_key": "challenges/demo_gone.mp4"}):
        answer = admin.post("/challenges", a_challenge(**named))
        assert answer.error == (422, "REFERENCE_MISSING")
        assert answer.body["field"] == "demoVideoFileKey"


def test_an_accuracy_challenge_waits_until_its_demo_video_is_ready(
    backend: Backend, admin: Phone
) -> None:
    _, key = announced(admin)
    body = a_challenge(demo_video_file_key=key)
    assert admin.post("/challenges", body).error == (422, "REFERENCE_NOT_READY")
    references().ready(key, FOUND, now=backend.now)
    assert admin.post("/challenges", body).error == (422, "MEDIA_NOT_FOUND")
    boto3.client("s3").put_object(Bucket=MEDIA_BUCKET, Key=key, Body=b"a video")
    assert admin.post("/challenges", body).status == 201


def test_a_demo_video_that_cannot_be_copied_says_why(backend: Backend, admin: Phone) -> None:
    _, key = announced(admin)
    references().reject(key, RejectionCode.CANNOT_SCORE, "nothing is danced", now=backend.now)
    answer = admin.post("/challenges", a_challenge(demo_video_file_key=key))
    assert answer.error == (422, "REFERENCE_UNUSABLE")
    assert "nothing is danced" in answer.body["detail"]


def test_a_choreography_once_found_stays(backend: Backend, admin: Phone) -> None:
    reference_id, key = announced(admin)
    references().reject(key, RejectionCode.NO_PERSON, None, now=backend.now)
    references().ready(key, FOUND, now=backend.now)
    references().ready(key, FOUND.model_copy(update={"seconds": 99.0}), now=backend.now)
    references().reject(key, RejectionCode.NO_PERSON, None, now=backend.now)
    seen = admin.get(f"/references/{reference_id}").body
    assert (seen["status"], seen["seconds"], seen["rejection"]) == ("READY", 12.5, None)


def test_other_challenges_need_no_demo_video(admin: Phone, backend: Backend) -> None:
    assert backend.now == NOW
    body = a_challenge() | {"type": "freestyle"}
    del body["scoringCriteria"]
    assert admin.post("/challenges", body).status == 201
