"""Reports, appeals and reviews over HTTP: what dancers say, and who decides on it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.builders import any_caller, any_held_score
from tests.integration.functions.api.journey import a_session, dance, submit, todays_challenge
from tests.integration.functions.api.phone import Answer, Phone
from tests.integration.functions.backend import Backend
from tests.integration.house import client


@pytest.fixture
def held(backend: Backend, dancer: Phone) -> str:
    """Return the id of a submission that waits for a reviewer."""
    challenge_id = todays_challenge(dancer)
    session_id = a_session(dancer, challenge_id)
    backend.score_clip(session_id, challenge_id, any_held_score(87.25))
    answer = submit(dancer, challenge_id, session_id)
    assert (answer.status, answer.body["status"]) == (201, "HELD")
    return str(answer.body["submissionId"])


@pytest.fixture
def scored(backend: Backend, dancer: Phone) -> str:
    """Return the id of a submission that is on the board."""
    return dance(backend, dancer, 60.0)


def review(phone: Phone, submission_id: str, *, release: object, reason: str = "") -> Answer:
    body = {"release": release, "reason": reason}
    return phone.post(f"/submissions/{submission_id}/review", body)


def report(phone: Phone, submission_id: str) -> Answer:
    return phone.post(f"/submissions/{submission_id}/report", {"reason": "cheating"})


def queue(admin: Phone) -> list[str]:
    return [case["submissionId"] for case in admin.get("/admin/reviews").body["cases"]]


def test_a_held_submission_is_told_kindly_and_why(dancer: Phone, held: str) -> None:
    body = dancer.get(f"/submissions/{held}").body

    assert body["status"] == "HELD"
    assert body["score"] == 87.25
    assert body["message"].startswith("Your dance is in!")
    assert body["reasons"] == ["The same 2.0 seconds of film are shown more than once."]
    assert body["rank"] is body["nextPollMs"] is body["rejection"] is None
    assert body["badges"] == []


def test_a_held_submission_is_seen_by_its_dancer_and_admins_only(
    another: Phone, admin: Phone, held: str
) -> None:
    assert another.get(f"/submissions/{held}").error == (404, "SUBMISSION_NOT_FOUND")
    assert admin.get(f"/submissions/{held}").status == 200


def test_what_a_gate_holds_waits_in_the_queue_until_it_is_decided(admin: Phone, held: str) -> None:
    assert queue(admin) == [held]
    review(admin, held, release=True)
    assert queue(admin) == []


def test_a_released_submission_has_everything_a_scored_one_has(
    another: Phone, admin: Phone, held: str
) -> None:
    answer = review(admin, held, release=True)

    assert answer.status == 200
    assert answer.body["status"] == "SCORED"
    assert answer.body["rank"] == 1
    assert answer.body["badges"]
    assert answer.body["reasons"] == []
    assert another.get(f"/submissions/{held}").body == answer.body
    assert review(admin, held, release=True).body == answer.body


def test_a_refused_submission_is_hidden_and_may_be_let_pass_after_all(
    dancer: Phone, admin: Phone, held: str
) -> None:
    answer = review(admin, held, release=False, reason="It is a loop.")

    assert answer.status == 200
    assert answer.body["status"] == "HIDDEN"
    assert dancer.get(f"/submissions/{held}").body["message"] == answer.body["message"]
    assert review(admin, held, release=False).body == answer.body
    assert review(admin, held, release=True).body["status"] == "SCORED"
    assert review(admin, held, release=False).body["status"] == "HIDDEN"
    assert review(admin, held, release=True).body["rank"] == 1


def test_the_dancer_is_told_what_was_decided_and_why(
    backend: Backend, dancer: Phone, admin: Phone, held: str
) -> None:
    for _ in range(2):
        review(admin, held, release=False, reason="It is a loop.")
        backend.later(minutes=1)

    (told,) = dancer.get("/notifications").body["notifications"]
    assert told["message"].endswith("cannot be ranked. It is a loop.")
    assert (told["about"], told["kind"]) == (held, "review")


def test_only_an_admin_reviews(dancer: Phone, another: Phone, held: str) -> None:
    for phone in (dancer, another):
        assert review(phone, held, release=True).error == (403, "ADMIN_ONLY")
        assert phone.get("/admin/reviews").error == (403, "ADMIN_ONLY")
    assert dancer.get(f"/submissions/{held}").body["status"] == "HELD"


def test_what_has_no_score_is_not_reviewed(dancer: Phone, admin: Phone) -> None:
    challenge_id = todays_challenge(dancer)
    waiting = submit(dancer, challenge_id, a_session(dancer)).body["submissionId"]

    assert review(admin, waiting, release=True).error == (409, "NOT_HELD")
    assert review(admin, "sub_789", release=True).error == (404, "SUBMISSION_NOT_FOUND")


@pytest.mark.parametrize("release", ["yes", 1, None])
def test_a_decision_is_yes_or_no(admin: Phone, held: str, release: object) -> None:
    assert review(admin, held, release=release).error == (422, "VALIDATION_FAILED")


def test_a_ranked_submission_is_held_and_comes_back_as_it_was(
    dancer: Phone, another: Phone, admin: Phone, scored: str
) -> None:
    before = dancer.get(f"/submissions/{scored}").body
    held = admin.post(f"/submissions/{scored}/hold")

    assert (held.status, held.body["status"]) == (200, "HELD")
    assert queue(admin) == [scored]
    assert another.get(f"/submissions/{scored}").status == 404
    after = review(admin, scored, release=True).body
    assert {**after, "history": None} == {**before, "history": None}


def test_reports_of_three_dancers_take_a_dance_off_the_boards(
    dancer: Phone, admin: Phone, scored: str
) -> None:
    reporters = [Phone(any_caller()) for _ in range(3)]
    for phone in reporters[:2]:
        assert [report(phone, scored).status for _ in range(2)] == [201, 201]
    assert dancer.get(f"/submissions/{scored}").body["status"] == "SCORED"
    assert queue(admin) == [scored]

    report(reporters[2], scored)
    assert dancer.get(f"/submissions/{scored}").body["status"] == "HELD"
    review(admin, scored, release=True)
    assert dancer.get(f"/submissions/{scored}").body["status"] == "SCORED"
    for phone in reporters:
        (told,) = phone.get("/notifications").body["notifications"]
        assert told["message"].startswith("Thank you for your report.")


def test_nobody_reports_themselves_or_what_they_do_not_see(
    dancer: Phone, another: Phone, scored: str
) -> None:
    assert report(dancer, scored).error == (409, "OWN_SUBMISSION")
    assert report(another, "sub_789").error == (404, "SUBMISSION_NOT_FOUND")


def test_an_appeal_reaches_the_queue_and_is_answered(
    dancer: Phone, another: Phone, admin: Phone, held: str
) -> None:
    review(admin, held, release=False)
    appeal = f"/submissions/{held}/appeal"
    assert another.post(appeal, {"message": "Hey"}).error == (404, "SUBMISSION_NOT_FOUND")
    assert dancer.post(appeal, {"message": " "}).error == (422, "VALIDATION_FAILED")
    assert dancer.post(appeal, {"message": "I danced it live."}).status == 201
    assert dancer.post(appeal, {"message": "Again!"}).error == (409, "ALREADY_APPEALED")

    (case,) = admin.get("/admin/reviews").body["cases"]
    assert case["appeal"]["message"] == "I danced it live."
    assert review(admin, held, release=True).body["status"] == "SCORED"
    assert queue(admin) == []


def ordered(backend: Backend) -> list[dict[str, Any]]:
    """Return the orders to score again, the earliest first, as the state machine got them."""
    machines = client("stepfunctions")
    arn = backend.house.rescoring_machine_arn
    runs = machines.list_executions(stateMachineArn=arn)["executions"]
    found = [machines.describe_execution(executionArn=run["executionArn"]) for run in runs]
    return [json.loads(run["input"]) for run in sorted(found, key=lambda run: run["startDate"])]


def test_an_admin_has_a_dance_scored_again_once(
    backend: Backend, dancer: Phone, admin: Phone, scored: str
) -> None:
    for _ in range(2):
        answer = admin.post(f"/submissions/{scored}/rescore", {"reason": "A new version."})
        assert (answer.status, answer.body["status"], answer.body["score"]) == (202, "SCORED", 60)
        assert answer.body["statusUrl"] == f"/v1/submissions/{scored}"
    (order,) = ordered(backend)
    assert admin.caller
    assert (order["submissionId"], order["actor"]) == (scored, admin.caller.user_id)
    assert (order["reason"], order["tells"], order["dryRun"]) == ("A new version.", True, False)
    assert dancer.post(f"/submissions/{scored}/rescore", {}).error == (403, "ADMIN_ONLY")


def test_what_has_no_score_is_not_scored_again(dancer: Phone, admin: Phone) -> None:
    challenge_id = todays_challenge(dancer)
    waiting = submit(dancer, challenge_id, a_session(dancer)).body["submissionId"]
    rescore = f"/submissions/{waiting}/rescore"
    assert admin.post(rescore, {}).error == (409, "NOT_SCORED_YET")
    assert admin.post("/submissions/sub_789/rescore", {}).error == (404, "SUBMISSION_NOT_FOUND")


def test_a_reviewer_answers_a_report_by_scoring_again(
    backend: Backend, another: Phone, admin: Phone, scored: str
) -> None:
    report(another, scored)
    assert queue(admin) == [scored]
    body = {"decision": "rescore", "reason": "We look again."}
    answer = admin.post(f"/submissions/{scored}/review", body)
    assert (answer.status, answer.body["score"]) == (202, 60)
    assert queue(admin) == []
    assert len(ordered(backend)) == 1
    (entry,) = [
        one
        for one in admin.get("/admin/audit", day=f"{backend.now:%Y-%m-%d}").body["entries"]
        if one["action"].endswith("/review")
    ]
    assert entry["before"]["score"]["total"] == 60


def test_what_is_held_goes_on_waiting_after_it_is_scored_again(admin: Phone, held: str) -> None:
    answer = admin.post(f"/submissions/{held}/review", {"decision": "rescore"})
    assert (answer.status, answer.body["status"]) == (202, "HELD")
    assert queue(admin) == [held]
    assert admin.post(f"/submissions/{held}/review", {"decision": "release"}).status == 200
    assert queue(admin) == []


def test_a_review_says_one_thing(admin: Phone, held: str) -> None:
    both = {"decision": "hide", "release": True}
    for body in ({}, both, {"decision": "burn"}):
        answer = admin.post(f"/submissions/{held}/review", body)
        assert answer.error == (422, "VALIDATION_FAILED")


def test_a_score_that_counts_in_full_is_appealed_once_and_waits_beside_the_clips(
    backend: Backend, dancer: Phone, admin: Phone, scored: str
) -> None:
    appeal = f"/submissions/{scored}/appeal"
    assert dancer.post(appeal, {"message": "You followed my sister."}).status == 201
    assert dancer.post(appeal, {"message": "More!"}).error == (409, "ALREADY_APPEALED")

    assert queue(admin) == []
    (case,) = admin.get("/admin/reviews", queue="scores").body["cases"]
    assert (case["submissionId"], case["appeal"]["inFull"]) == (scored, True)
    assert dancer.get(f"/submissions/{scored}").body["status"] == "SCORED"
    backend.later(minutes=1)
    upheld = review(admin, scored, release=True, reason="It is you that we followed.")
    assert upheld.body["score"] == 60
    assert admin.get("/admin/reviews", queue="scores").body["cases"] == []
    (told,) = dancer.get("/notifications").body["notifications"]
    assert told["message"].endswith("It is you that we followed.")


def test_an_appealed_score_is_answered_by_scoring_again(
    backend: Backend, dancer: Phone, admin: Phone, scored: str
) -> None:
    dancer.post(f"/submissions/{scored}/appeal", {"message": "Not my beat."})
    body = {"decision": "rescore", "reason": "We look again."}
    assert admin.post(f"/submissions/{scored}/review", body).status == 202
    assert len(ordered(backend)) == 1
    assert admin.get("/admin/reviews", queue="scores").body["cases"] == []


def test_who_appeals_a_score_and_is_reported_waits_with_the_clips(
    dancer: Phone, another: Phone, admin: Phone, scored: str
) -> None:
    dancer.post(f"/submissions/{scored}/appeal", {"message": "More!"})
    report(another, scored)
    assert queue(admin) == [scored]
    assert admin.get("/admin/reviews", queue="scores").body["cases"] == []
    assert admin.get("/admin/reviews", queue="all").error == (422, "VALIDATION_FAILED")


def test_what_has_no_score_leaves_nothing_to_appeal(dancer: Phone) -> None:
    challenge_id = todays_challenge(dancer)
    waiting = submit(dancer, challenge_id, a_session(dancer)).body["submissionId"]
    answer = dancer.post(f"/submissions/{waiting}/appeal", {"message": "More!"})
    assert answer.error == (409, "NOTHING_TO_APPEAL")


def test_the_queue_has_pages(backend: Backend, admin: Phone) -> None:
    for _ in range(3):
        phone = Phone(any_caller())
        challenge_id = todays_challenge(phone)
        session_id = a_session(phone, challenge_id)
        backend.score_clip(session_id, challenge_id, any_held_score())
        submit(phone, challenge_id, session_id)
        backend.later(seconds=1)

    seen: list[str] = []
    cursor: str | None = None
    while cursor is not None or not seen:
        page = admin.get("/admin/reviews", limit=2, **({"cursor": cursor} if cursor else {})).body
        seen += [case["waitsSince"] for case in page["cases"]]
        cursor = page["nextCursor"]
    assert len(seen) == 3
    assert seen == sorted(seen)
    assert admin.get("/admin/reviews", cursor="%").error == (422, "INVALID_CURSOR")


def test_a_banned_dancer_enters_nothing_until_the_ban_is_lifted(
    dancer: Phone, admin: Phone, scored: str
) -> None:
    assert dancer.caller
    assert scored
    ban, unban = (f"/users/{dancer.caller.user_id}/{what}" for what in ("ban", "unban"))
    assert dancer.post(ban).error == (403, "ADMIN_ONLY")
    assert admin.post("/users/nobody/ban").error == (404, "USER_NOT_FOUND")
    assert admin.post(ban).body == {"userId": dancer.caller.user_id, "banned": True}
    challenge_id = todays_challenge(dancer)
    refused = submit(dancer, challenge_id, a_session(dancer))
    assert refused.error == (403, "BANNED")
    assert admin.post(unban).body["banned"] is False
