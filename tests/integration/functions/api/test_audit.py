"""The audit log: every act of an admin, done or refused."""

from __future__ import annotations

from datetime import timedelta

from tests.builders import NOW, any_held_score
from tests.integration.functions.api.journey import a_session, submit, todays_challenge
from tests.integration.functions.api.phone import Phone
from tests.integration.functions.backend import Backend


def held(backend: Backend, phone: Phone) -> str:
    challenge = todays_challenge(phone)
    session = a_session(phone, challenge)
    backend.score_clip(session, challenge, any_held_score())
    return str(submit(phone, challenge, session).body["submissionId"])


def test_an_act_is_written_down_with_what_it_changed(
    backend: Backend, dancer: Phone, admin: Phone
) -> None:
    submission = held(backend, dancer)
    admin.post(f"/submissions/{submission}/review", {"release": True})

    (entry,) = admin.get("/admin/audit").body["entries"]
    assert admin.caller
    assert (entry["actor"], entry["actorName"]) == (
        admin.caller.user_id,
        admin.caller.display_name,
    )
    assert entry["action"] == "POST /submissions/{submission_id}/review"
    assert entry["target"] == {"submission_id": submission}
    assert (entry["outcome"], entry["request"]) == ("DONE", {"release": True})
    assert (entry["before"]["status"], entry["after"]["status"]) == ("HELD", "SCORED")


def test_an_act_that_was_refused_is_written_down_too(
    backend: Backend, dancer: Phone, admin: Phone
) -> None:
    submission = held(backend, dancer)
    admin.post(f"/submissions/{submission}/hold")

    (latest,) = admin.get("/admin/audit").body["entries"]
    assert latest["outcome"] == "NOT_RANKED"
    assert "after" not in latest or latest["after"] is None


def test_reading_and_what_dancers_do_is_not_written_down(
    backend: Backend, dancer: Phone, admin: Phone
) -> None:
    submission = held(backend, dancer)
    admin.get(f"/submissions/{submission}")
    dancer.post(f"/submissions/{submission}/review", {"release": True})

    assert admin.get("/admin/audit").body == {"entries": [], "nextCursor": None}


def test_a_log_is_read_by_day_and_page(backend: Backend, dancer: Phone, admin: Phone) -> None:
    submission = held(backend, dancer)
    for _ in range(3):
        admin.post(f"/submissions/{submission}/review", {"release": True})

    first = admin.get("/admin/audit", day=f"{NOW:%Y-%m-%d}", limit=2).body
    rest = admin.get("/admin/audit", limit=2, cursor=first["nextCursor"]).body
    assert [len(page["entries"]) for page in (first, rest)] == [2, 1]
    other_day = f"{NOW - timedelta(days=1):%Y-%m-%d}"
    assert admin.get("/admin/audit", day=other_day).body["entries"] == []
    assert dancer.get("/admin/audit").error == (403, "ADMIN_ONLY")
