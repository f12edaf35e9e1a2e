"""Right to be forgotten: from the request to a receipt, with nothing left that names the dancer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from functions.leaderboard import consume_stream
from functions.privacy import erase
from idance.domain.errors import NotFoundError, UnavailableError
from idance.domain.ids import parse_submission_id
from idance.domain.league import Tier, result_of
from idance.store.leagues import LeagueStore
from idance.store.media import MediaStore
from idance.store.table import Table
from tests.integration.functions.api.journey import a_session, todays_challenge
from tests.integration.functions.api.phone import Answer, Phone
from tests.integration.functions.backend import Backend, forget_wiring
from tests.integration.functions.leaderboard.records import changes
from tests.integration.functions.privacy.life import NAME, Life, named_in, objects
from tests.integration.house import AGGREGATES_TABLE, MEDIA_BUCKET, client, items_of
from tests.unit.functions.lambda_context import AnyLambdaContext


def ask(phone: Phone, path: str = "/users/me") -> Answer:
    answer = phone.send("DELETE", path)
    assert answer.status == 202, answer
    return answer


def run(erasure_id: str, *, last: bool = False) -> dict[str, Any]:
    """Do what the state machine does, with the boards following the stream."""
    before = items_of("core")
    event = {"erasureId": erasure_id} | ({"isLast": True} if last else {})
    try:
        answer: dict[str, Any] = erase.lambda_handler(event, AnyLambdaContext())
    finally:
        news = {"Records": changes(before, items_of("core"))}
        assert consume_stream.lambda_handler(news, AnyLambdaContext()) == {"batchItemFailures": []}
    return answer


def left_of(backend: Backend, life: Life) -> list[str]:
    backend.house.publisher.publish_changes(backend.now)
    return named_in(life.user_id, NAME, backend.house.redis_url)


def test_nothing_is_left_that_names_a_dancer_and_the_receipt_says_what_was(
    backend: Backend, dancer: Phone, life: Life
) -> None:
    assert len(left_of(backend, life)) > 30
    erasure_id = ask(dancer).body["erasureId"]
    run(erasure_id)
    answer = run(erasure_id, last=True)

    assert left_of(backend, life) == []
    assert answer["status"] == "DONE"
    assert {
        "answers",
        "attempts",
        "audit",
        "comments",
        "devices",
        "fingerprints",
        "followers",
        "following",
        "leagues",
        "likes",
        "mentions",
        "notifications",
        "objects",
        "profile",
        "reactions",
        "reports",
        "reviews",
        "sessions",
        "submissions",
    } <= set(answer["erased"])
    receipt = dancer.get(f"/erasures/{erasure_id}").body
    assert (receipt["status"], receipt["erased"]) == ("DONE", answer["erased"])
    assert receipt["finishedAt"]


def test_others_see_nothing_at_once_while_the_rest_is_still_under_way(
    backend: Backend, dancer: Phone, another: Phone, life: Life
) -> None:
    run(ask(dancer).body["erasureId"])
    backend.house.publisher.publish_changes(backend.now)

    challenge = life.dance.challenge_id
    paths = (
        f"/leaderboards/challenge/{challenge}",
        "/leaderboards/global",
        f"/challenges/{challenge}/submissions",
        f"/submissions/{life.others_dance}/comments",
        f"/submissions/{life.others_dance}",
        f"/users/{life.user_id}/badges",
        "/notifications",
        "/leaderboards/contests",
    )
    for path in paths:
        told = str(another.get(path).body)
        assert life.user_id not in told.replace(path, "")
        assert NAME not in told
    assert another.get(f"/submissions/{life.dance.id}").error == (404, "SUBMISSION_NOT_FOUND")
    theirs = another.get(f"/submissions/{life.others_dance}").body
    assert (theirs["totalLikes"], theirs["totalComments"]) == (0, 0)
    assert another.get(f"/submissions/{life.others_dance}/comments").body["comments"] == []
    assert [key for key, said in objects() if life.user_id in f"{key}{said}"] == []


def test_nothing_is_taken_any_more_from_whoever_is_erased(
    backend: Backend, dancer: Phone, life: Life
) -> None:
    del life
    challenge = todays_challenge(dancer)
    session = a_session(dancer, challenge)
    erasure = ask(dancer).body

    refused = (403, "ERASED")
    assert dancer.post("/sessions", {"contentType": "video/mp4", "sizeBytes": 9}).error == refused
    assert dancer.post(f"/challenges/{challenge}/submit", {"sessionId": session}).error == refused
    wanted = dancer.send("PUT", "/users/me/preferences", text='{"pushNotifications": true}')
    assert wanted.error == refused
    assert ask(dancer).body == erasure
    run(erasure["erasureId"], last=True)
    assert dancer.get("/users/me/preferences").status == 200
    assert dancer.get("/submissions").body["submissions"] == []

    backend.later(days=4)
    assert dancer.post("/sessions", {"contentType": "video/mp4", "sizeBytes": 9}).status == 201
    assert ask(dancer).body["erasureId"] != erasure["erasureId"]


def test_what_was_under_way_ends_without_leaving_anything(
    backend: Backend, dancer: Phone, life: Life
) -> None:
    challenge = todays_challenge(dancer)
    session_id = a_session(dancer, challenge)
    house = backend.house
    house.scoring.begin(session_id, now=backend.now)
    erasure_id = ask(dancer).body["erasureId"]
    run(erasure_id)

    uploads = client("s3").list_multipart_uploads(Bucket=MEDIA_BUCKET)
    assert "Uploads" not in uploads
    # A form that was signed before, a pipeline that was at it, a request that was let in.
    late = f"poses/9/ab/{'ab' * 32}"
    for key in (life.waiting_clip, f"{late}.npz", f"{late}.beats1.json"):
        client("s3").put_object(Bucket=MEDIA_BUCKET, Key=key, Body=b"late")
    house.scoring.pose_extracted(session_id, pose_file_key=f"{late}.npz", now=backend.now)
    house.dancers.know(life.user_id, display_name=NAME)
    house.dancers.change_stats(
        life.user_id, lambda known: known.model_copy(update={"current_streak": 1})
    )
    run(erasure_id, last=True)
    assert left_of(backend, life) == []
    assert not [key for key, said in objects() if said == "late"]


def test_an_erasure_that_is_cut_short_again_and_again_goes_on_to_its_end(
    backend: Backend, dancer: Phone, life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    erasure_id = ask(dancer).body["erasureId"]
    most, done = 4, 0

    def breaking(step: Callable[..., Any]) -> Callable[..., Any]:
        def broken(*told: Any, **more: Any) -> Any:  # noqa: ANN401 (passed on)
            nonlocal done
            done += 1
            if done > most:
                raise UnavailableError("AWAY", "Cut short.")
            return step(*told, **more)

        return broken

    monkeypatch.setattr(Table, "remove", breaking(Table.remove))
    monkeypatch.setattr(MediaStore, "forget", breaking(MediaStore.forget))
    cuts = 0
    for last in (False, True):
        while True:
            done = 0
            try:
                run(erasure_id, last=last)
                break
            except UnavailableError:
                cuts += 1
                # Removing what others share a partition with takes more steps than may be done.
                most += 1
    assert cuts > 5
    assert left_of(backend, life) == []


def test_once_more_changes_nothing(backend: Backend, dancer: Phone, life: Life) -> None:
    erasure_id = ask(dancer).body["erasureId"]
    for _ in range(2):
        run(erasure_id)
    first, second = (run(erasure_id, last=True) for _ in range(2))
    assert first == second
    assert left_of(backend, life) == []
    with pytest.raises(NotFoundError, match="ERASURE_NOT_FOUND"):
        run("era_nobody")


def test_an_admin_erases_a_dancer_and_the_log_keeps_that_it_was_done(
    backend: Backend, dancer: Phone, admin: Phone, life: Life
) -> None:
    del dancer
    assert ask(admin, f"/users/{life.user_id}").body["status"] == "RUNNING"
    erasure_id = ask(admin, f"/users/{life.user_id}").body["erasureId"]
    run(erasure_id)
    run(erasure_id, last=True)
    assert left_of(backend, life) == []

    entries = admin.get("/admin/audit").body["entries"]
    asked = [one["target"] for one in entries if one["action"] == "DELETE /users/{user_id}"]
    assert asked == [{"user_id": "erased"}] * 2
    assert {str(one["target"]) for one in entries} == {
        "{'user_id': 'erased'}",
        "{'submission_id': 'erased'}",
    }
    assert admin.send("DELETE", "/users/nobody-we-know").error == (422, "VALIDATION_FAILED")


def test_what_others_have_stays(dancer: Phone, another: Phone, life: Life) -> None:
    def theirs() -> tuple[Any, ...]:
        return (
            another.get(f"/submissions/{life.others_dance}").body["score"],
            another.get("/leaderboards/global").body["leaderboard"][0]["score"],
        )

    before = theirs()
    erasure_id = ask(dancer).body["erasureId"]
    run(erasure_id)
    run(erasure_id, last=True)
    assert theirs() == before
    assert (
        another.post(f"/submissions/{life.others_dance}/comments", {"content": "?"}).status == 201
    )


def test_a_request_that_could_not_start_the_job_is_mended_by_the_next(
    backend: Backend, dancer: Phone, life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    del life
    known = backend.house.erasing_machine_arn
    monkeypatch.setenv("ERASING_MACHINE_ARN", known.replace("erase", "nobody"))
    forget_wiring()
    assert dancer.send("DELETE", "/users/me").status >= 500
    monkeypatch.setenv("ERASING_MACHINE_ARN", known)
    forget_wiring()
    erasure_id = ask(dancer).body["erasureId"]
    (execution,) = client("stepfunctions").list_executions(stateMachineArn=known)["executions"]
    assert execution["name"] == erasure_id


def test_a_cohort_that_has_ended_keeps_its_places_and_one_of_them_is_nobodys(
    dancer: Phone, life: Life
) -> None:
    store = LeagueStore(AGGREGATES_TABLE)
    (cohort,) = {sk for _, pk, sk in items_of("aggregates") if pk == f"U#{life.user_id}"}
    name = cohort.removeprefix("LG#")
    ranked = [("first", 9.0), (life.user_id, 8.0), ("third", 7.0)]
    before = store.close(result_of(name, Tier.BRONZE, ranked))
    run(ask(dancer).body["erasureId"])
    after = store.result(name)
    assert after
    assert after.ranking == ("first", "", "third")
    assert (after.points, after.tiers) == (before.points, before.tiers)
    assert store.members(name) == []


def test_reports_of_who_is_erased_are_taken_out_and_the_case_goes_on_waiting(
    backend: Backend, dancer: Phone, life: Life
) -> None:
    address = parse_submission_id(life.others_dance)
    assert address
    run(ask(dancer).body["erasureId"])
    case = backend.house.cases.get(life.others_dance, address.user_id)
    assert case.reports == ()
    assert case.waits_since
