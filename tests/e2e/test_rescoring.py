"""An appeal's way: reported, held, appealed, scored again, told to both, and back on the board."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from idance.domain.entry import Entry
from idance.domain.ids import parse_submission_id
from idance.domain.stats import DancerStats
from idance.domain.submission import Submission
from local.demo.journey import Entry as Clip
from local.demo.journey import dance
from local.emulator import aws_session
from local.phone import Phone
from local.stage import Stage
from tests.e2e.conftest import NewChallenge, NewClip, SignIn

PATIENCE_S = 60.0
OLD = 12.5


def score_long_ago(stage: Stage, submission_id: str) -> None:
    """Give a submission the score of a version that is no more, as if it had had it all along."""
    core: Any = aws_session().resource("dynamodb", endpoint_url=stage.endpoint)
    table = core.Table(stage.outputs["CoreTableName"])
    address = parse_submission_id(submission_id)
    assert address
    pk = f"U#{address.user_id}"
    rows = table.query(KeyConditionExpression="PK = :pk", ExpressionAttributeValues={":pk": pk})[
        "Items"
    ]
    items: dict[str, Any] = {row["SK"].partition("#")[0]: row for row in rows}
    known = Entry(
        Submission.model_validate_json(items["SUB"]["doc"]),
        (Submission.model_validate_json(items["ATT"]["doc"]),),
        DancerStats.model_validate_json(items["STATS"]["doc"]),
    )
    assert known.submission.score
    update = {"total": OLD, "scoring_version": "long-ago"}
    score = known.submission.score.model_copy(update=update)
    entry = known.rescored({known.submission.session_id: score}, at=datetime.now(UTC))
    parts = {"SUB": entry.submission, "ATT": entry.attempts[0], "STATS": entry.stats}
    for kind, part in parts.items():
        item = items[kind] | {"doc": part.model_dump_json(exclude_none=True)}
        table.put_item(Item=item | {"version": item["version"] + 1})


def eventually(look: Callable[[], Any]) -> Any:  # noqa: ANN401 (JSON)
    """Return what there is to see, once there is."""
    deadline = time.monotonic() + PATIENCE_S
    while not (seen := look()):
        assert time.monotonic() < deadline, "nothing came"
        time.sleep(0.3)
    return seen


def told(phone: Phone, word: str) -> list[str]:
    """Return the notifications that have a word in them."""
    notifications = phone.http.get("/notifications").json()["notifications"]
    return [one["message"] for one in notifications if word in one["message"]]


def test_an_appeal_is_answered_by_a_new_score_and_everybody_is_told(
    stage: Stage,
    sign_in: SignIn,
    admin: Phone,
    new_challenge: NewChallenge,
    new_clip: NewClip,
) -> None:
    challenge, dancer, reporter = new_challenge(), sign_in("Ada"), sign_in("Bea")
    danced = dance(Clip("Ada", new_clip(), dancer), challenge.id)
    assert danced.submission
    assert danced.submission.score
    assert eventually(lambda: told(dancer, "You have earned a badge: First Challenge"))
    path, true = f"/submissions/{danced.submission.submission_id}", danced.submission.score
    score_long_ago(stage, danced.submission.submission_id)
    assert dancer.http.get(path).json()["score"] == OLD

    assert reporter.http.post(f"{path}/report", json={"reason": "cheating"}).is_success
    assert admin.http.post(f"{path}/hold").is_success
    assert dancer.http.post(f"{path}/appeal", json={"message": "I danced this."}).is_success
    waiting = admin.http.get("/admin/reviews").json()["cases"]
    assert danced.submission.submission_id in {case["submissionId"] for case in waiting}

    body = {"decision": "rescore", "reason": "We measure better now."}
    ordered = admin.http.post(f"{path}/review", json=body)
    assert ordered.status_code == HTTPStatus.ACCEPTED
    (mine,) = eventually(lambda: told(dancer, "scored your dance again"))
    assert mine.endswith(f"now {true:.2f}, and was {OLD:.2f}. We measure better now.")
    assert told(reporter, "We have scored the dance again")
    seen = dancer.http.get(path).json()
    assert (seen["status"], seen["score"]) == ("HELD", true)
    assert seen["pastScores"][-1]["score"] == OLD

    day: dict[str, str | int] = {"day": f"{datetime.now(UTC):%Y-%m-%d}", "limit": 100}
    acts = admin.http.get("/admin/audit", params=day).json()["entries"]
    (act,) = [one for one in acts if one["action"] == "RESCORE"]
    assert act["actorName"] == "Any Admin"
    assert (act["before"]["score"], act["after"]["score"]) == (OLD, true)

    assert admin.http.post(f"{path}/review", json={"decision": "release"}).is_success
    board = eventually(
        lambda: dancer.challenge_board(challenge.id).leaderboard  # the stream takes a moment
    )
    assert [line.score for line in board] == [true]
