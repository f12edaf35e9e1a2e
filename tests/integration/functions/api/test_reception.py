"""Likes and comments over HTTP: who may, what counts, and who is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from idance.store.reception import ReceptionStore
from tests.builders import NOW, any_caller, any_scored, any_user_id
from tests.integration.functions.api.journey import a_session, dance, submit, todays_challenge
from tests.integration.functions.api.phone import Answer, Phone
from tests.integration.functions.backend import Backend
from tests.integration.house import SOCIAL_TABLE

AT_ONCE = 50


@pytest.fixture
def danced(backend: Backend, dancer: Phone) -> str:
    """Return the id of a dance that everybody may see."""
    return dance(backend, dancer, 60.0)


def like(phone: Phone, submission_id: str, body: object = None) -> Answer:
    return phone.post(f"/submissions/{submission_id}/like", body)


def comment(phone: Phone, submission_id: str, content: object = "Amazing moves! 🔥") -> Answer:
    return phone.post(f"/submissions/{submission_id}/comments", {"content": content})


def contents(phone: Phone, submission_id: str) -> list[str]:
    listed = phone.get(f"/submissions/{submission_id}/comments").body["comments"]
    return [one["content"] for one in listed]


def told(phone: Phone) -> list[tuple[str, str]]:
    notifications = phone.get("/notifications").body["notifications"]
    return [(one["kind"], one["message"]) for one in notifications]


def ban(admin: Phone, phone: Phone, what: str = "ban") -> None:
    assert phone.caller
    assert admin.post(f"/users/{phone.caller.user_id}/{what}").status == 200


def test_a_like_is_given_and_taken_back_by_the_same_request(another: Phone, danced: str) -> None:
    assert like(another, danced).body == {"liked": True, "totalLikes": 1}
    assert like(another, danced).body == {"liked": False, "totalLikes": 0}
    assert like(another, danced, {}).body == {"liked": True, "totalLikes": 1}


def test_a_like_that_says_which_changes_nothing_when_it_is_sent_again(
    another: Phone, danced: str
) -> None:
    for _ in range(2):
        assert like(another, danced, {"liked": False}).body == {"liked": False, "totalLikes": 0}
    for _ in range(2):
        assert like(another, danced, {"liked": True}).body == {"liked": True, "totalLikes": 1}
    keyed = replace(another, headers={"Idempotency-Key": "one press"})
    assert [like(keyed, danced).body["liked"] for _ in range(2)] == [False, False]
    assert like(another, danced, {"liked": 1}).error == (422, "VALIDATION_FAILED")


def test_likes_at_once_count_once_a_dancer(backend: Backend) -> None:
    del backend
    store, submission = ReceptionStore(SOCIAL_TABLE), any_scored()
    dancers = [any_user_id() for _ in range(AT_ONCE)]

    def total(user_id: str) -> int:
        found = store.of([submission.id], user_id=user_id, consistent=True)
        return found[submission.id].total_likes

    with ThreadPoolExecutor(AT_ONCE) as pool:
        every = pool.map(
            lambda one: store.like(submission.id, one, wanted=True, now=NOW), dancers * 2
        )
        assert all(one.liked for one in every)
        assert total(dancers[0]) == AT_ONCE
        same = pool.map(
            lambda _: store.like(submission.id, dancers[0], wanted=None, now=NOW), range(AT_ONCE)
        )
        assert sum(one.liked for one in same) == AT_ONCE // 2
    assert total(dancers[0]) == AT_ONCE


def test_a_submission_tells_how_it_is_received(dancer: Phone, another: Phone, danced: str) -> None:
    like(another, danced)
    comment(another, danced)

    for phone, likes in ((another, True), (dancer, False)):
        body = phone.get(f"/submissions/{danced}").body
        assert (body["totalLikes"], body["totalComments"], body["liked"]) == (1, 1, likes)
        assert body["analysisComplete"] is True
        assert body["userId"] == body["userProfile"]["id"]
    (listed,) = another.get(f"/challenges/{body['challengeId']}/submissions").body["submissions"]
    (mine,) = dancer.get("/submissions").body["submissions"]
    assert (listed["totalLikes"], listed["totalComments"], listed["liked"]) == (1, 1, True)
    assert (mine["totalLikes"], mine["totalComments"], mine["liked"]) == (1, 1, False)


def test_a_comment_is_answered_with_its_author(another: Phone, danced: str) -> None:
    answer = comment(another, danced, "  Amazing moves! 🔥 ")

    assert another.caller
    assert answer.status == 201
    assert answer.body["commentId"].startswith("cmt_")
    assert answer.body["content"] == "Amazing moves! 🔥"
    assert answer.body["user"]["id"] == another.caller.user_id
    assert answer.body["user"]["displayName"] == "Noah"
    listed = another.get(f"/submissions/{danced}/comments").body
    assert listed == {"comments": [answer.body], "nextCursor": None}


@pytest.mark.parametrize("content", ["", "   ", "x" * 501, "a\nb", "a\x00b", "a\x85b", 1, None])
def test_a_comment_that_is_none_is_refused(another: Phone, danced: str, content: object) -> None:
    answer = comment(another, danced, content)
    assert answer.error == (422, "VALIDATION_FAILED")
    assert answer.body["field"] == "content"
    assert contents(another, danced) == []


def test_the_longest_comment_is_kept_whole(another: Phone, danced: str) -> None:
    comment(another, danced, f" {'🕺' * 500} ")
    assert contents(another, danced) == ["🕺" * 500]


def test_comments_come_by_the_page_the_latest_first(
    backend: Backend, another: Phone, danced: str
) -> None:
    for number in range(5):
        comment(another, danced, str(number))
        backend.later(milliseconds=1)

    seen: list[str] = []
    cursor: str | None = None
    while cursor is not None or not seen:
        more = {"cursor": cursor} if cursor else {}
        page = another.get(f"/submissions/{danced}/comments", limit=2, **more).body
        seen += [one["content"] for one in page["comments"]]
        cursor = page["nextCursor"]
    assert seen == ["4", "3", "2", "1", "0"]
    wrong = another.get(f"/submissions/{danced}/comments", cursor="%")
    assert wrong.error == (422, "INVALID_CURSOR")


def test_its_author_and_whose_dance_it_is_remove_a_comment_and_no_other_dancer(
    dancer: Phone, another: Phone, danced: str
) -> None:
    mine, hers = (comment(another, danced, text).body["commentId"] for text in ("1", "2"))
    path = f"/submissions/{danced}/comments"

    third = Phone(any_caller())
    assert third.send("DELETE", f"{path}/{mine}").error == (403, "COMMENT_NOT_YOURS")
    assert another.send("DELETE", f"{path}/{mine}").status == 204
    assert another.send("DELETE", f"{path}/{mine}").error == (404, "COMMENT_NOT_FOUND")
    assert dancer.send("DELETE", f"{path}/{hers}").status == 204
    nowhere = dancer.send("DELETE", f"/submissions/sub_789/comments/{hers}")
    assert nowhere.error == (404, "SUBMISSION_NOT_FOUND")
    assert contents(another, danced) == []
    assert another.get(f"/submissions/{danced}").body["totalComments"] == 0


def test_an_admin_removes_a_comment_and_that_is_written_down(
    backend: Backend, another: Phone, admin: Phone, danced: str
) -> None:
    rude, own = comment(another, danced, "Rude"), comment(admin, danced, "Behave!")
    admin.post(f"/submissions/{danced}/hold")
    backend.later(seconds=1)
    path = f"/submissions/{danced}/comments"
    for one in (rude, own):
        assert admin.send("DELETE", f"{path}/{one.body['commentId']}").status == 204

    latest, hold = admin.get("/admin/audit").body["entries"]
    assert hold["action"].endswith("/hold")
    assert latest["action"].startswith("DELETE ")
    assert latest["target"]["comment_id"] == rude.body["commentId"]
    assert latest["before"]["content"] == "Rude"


def test_who_is_banned_neither_likes_nor_comments_and_is_not_read(
    another: Phone, admin: Phone, danced: str
) -> None:
    comment(another, danced, "Hello")
    ban(admin, another)
    assert like(another, danced).error == (403, "BANNED")
    assert comment(another, danced).error == (403, "BANNED")
    assert contents(admin, danced) == []
    ban(admin, another, "unban")
    assert contents(admin, danced) == ["Hello"]


def test_what_others_do_not_see_is_neither_liked_nor_commented_on(
    dancer: Phone, another: Phone, admin: Phone, danced: str
) -> None:
    challenge_id = todays_challenge(another)
    waiting = submit(another, challenge_id, a_session(another)).body["submissionId"]
    admin.post(f"/submissions/{danced}/hold")
    for submission_id in (waiting, danced, "sub_789"):
        assert like(another, submission_id).error == (404, "SUBMISSION_NOT_FOUND")
        assert comment(dancer, submission_id).error == (404, "SUBMISSION_NOT_FOUND")
        listed = admin.get(f"/submissions/{submission_id}/comments")
        assert listed.error == (404, "SUBMISSION_NOT_FOUND")


def test_whose_dance_it_is_is_told_of_likes_once_and_of_every_comment(
    backend: Backend, dancer: Phone, another: Phone, danced: str
) -> None:
    for _ in range(3):
        like(another, danced)
        backend.later(minutes=1)
    for _ in range(2):
        comment(another, danced)
        backend.later(minutes=1)
    like(dancer, danced)
    comment(dancer, danced, "Thank you!")

    commented = ("comment", "Noah has commented on your dance.")
    assert told(dancer) == [commented, commented, ("like", "Noah likes your dance.")]
    (_, _, first) = dancer.get("/notifications").body["notifications"]
    assert first["about"] == danced
    assert told(another) == []
