"""Sending a POST again, under a key."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from functions.api.handler import app
from functions.api.wiring.sessions import sessions
from idance.domain.idempotency import (
    AT_WORK,
    REMEMBERED,
    Answer,
    InProgressError,
    fingerprint_of,
)
from idance.store.idempotency import Attempt, IdempotencyStore
from tests.builders import NOW
from tests.integration.functions.api.journey import a_session, submit, todays_challenge
from tests.integration.functions.api.phone import Phone
from tests.integration.functions.backend import Backend
from tests.integration.house import OPERATIONS_TABLE, items_of

CLIP: dict[str, Any] = {"contentType": "video/mp4", "sizeBytes": 1_000}


def keyed(phone: Phone, key: str = "any key") -> Phone:
    """Return the phone as it sends a key along."""
    return replace(phone, headers={"Idempotency-Key": key})


def sessions_made() -> int:
    return sum(pk.startswith("S#") for _, pk, _ in items_of(OPERATIONS_TABLE))


def test_the_same_request_under_a_key_is_answered_the_same_and_made_once(dancer: Phone) -> None:
    first = keyed(dancer).post("/sessions", CLIP)
    again = keyed(dancer).post("/sessions", CLIP)

    assert (again.status, again.body) == (201, first.body)
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert sessions_made() == 1


def test_without_a_key_or_under_another_it_is_another_request(
    dancer: Phone, another: Phone
) -> None:
    phones = (dancer, dancer, keyed(dancer, "a"), keyed(dancer, "b"), keyed(another, "a"))
    ids = {phone.post("/sessions", CLIP).body["sessionId"] for phone in phones}
    assert len(ids) == len(phones)


def test_a_key_is_for_one_request(dancer: Phone) -> None:
    keyed(dancer).post("/sessions", CLIP)
    other_body = keyed(dancer).post("/sessions", CLIP | {"sizeBytes": 2_000})
    assert other_body.error == (422, "IDEMPOTENCY_KEY_REUSED")
    assert other_body.body["field"] == "Idempotency-Key"
    other_path = keyed(dancer).post("/challenges/ch_1/submit", {"sessionId": "sess_1"})
    assert other_path.error == (422, "IDEMPOTENCY_KEY_REUSED")


@pytest.mark.parametrize("key", ["", "x" * 256, "Zoë", "tab\tbed"])
def test_a_key_is_printable_and_short(dancer: Phone, key: str) -> None:
    assert keyed(dancer, key).post("/sessions", CLIP).error == (422, "IDEMPOTENCY_KEY_INVALID")


def test_after_an_error_the_same_key_may_be_tried_again(backend: Backend, dancer: Phone) -> None:
    phone, session_id = keyed(dancer), a_session(dancer)
    challenge_id = phone.get("/challenges/upcoming").body[0]["id"]
    assert submit(phone, challenge_id, session_id).error == (409, "CHALLENGE_NOT_STARTED")
    backend.later(days=1)
    assert submit(phone, challenge_id, session_id).status == 202


def test_after_a_fault_of_ours_the_same_key_may_be_tried_again(dancer: Phone) -> None:
    app.dependency_overrides[sessions] = object
    assert keyed(dancer).post("/sessions", CLIP).error == (500, "INTERNAL_ERROR")
    del app.dependency_overrides[sessions]
    assert keyed(dancer).post("/sessions", CLIP).status == 201


def test_a_second_submit_under_the_key_is_the_first_and_no_duplicate(dancer: Phone) -> None:
    challenge_id, session_id = todays_challenge(dancer), a_session(dancer)
    first = submit(keyed(dancer), challenge_id, session_id)
    again = submit(keyed(dancer), challenge_id, session_id)
    assert (first.status, again.status) == (202, 202)
    assert again.body == first.body
    assert again.headers["Retry-After"] == first.headers["Retry-After"]
    assert submit(dancer, challenge_id, session_id).error == (409, "ALREADY_SUBMITTED")


def test_of_the_same_request_twice_at_once_one_works_and_the_other_waits(
    backend: Backend, dancer: Phone
) -> None:
    assert dancer.caller
    store = IdempotencyStore(OPERATIONS_TABLE)
    same = fingerprint_of("/sessions", json.dumps(CLIP))
    at_work = store.begin(dancer.caller.user_id, "any key", same, now=backend.now)
    assert isinstance(at_work, Attempt)

    refused = keyed(dancer).post("/sessions", CLIP)
    assert refused.error == (409, "REQUEST_IN_PROGRESS")
    assert refused.headers["Retry-After"] == "1"

    store.finish(at_work, None, now=backend.now)
    assert keyed(dancer).post("/sessions", CLIP).status == 201


def test_of_many_at_once_exactly_one_begins(backend: Backend) -> None:
    store = IdempotencyStore(OPERATIONS_TABLE)

    def begin(_number: int) -> bool:
        try:
            return isinstance(store.begin("user", "key", "fingerprint", now=backend.now), Attempt)
        except InProgressError:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(begin, range(40))) == 1


def test_who_takes_too_long_is_overtaken_and_changes_nothing_then(backend: Backend) -> None:
    del backend
    store = IdempotencyStore(OPERATIONS_TABLE)
    slow = store.begin("user", "key", "fingerprint", now=NOW)
    later = NOW + AT_WORK
    fast = store.begin("user", "key", "fingerprint", now=later)
    assert isinstance(slow, Attempt)
    assert isinstance(fast, Attempt)
    good = Answer(status=201, headers={}, body="fast")
    store.finish(fast, good, now=later)
    store.finish(slow, Answer(status=201, headers={}, body="slow"), now=later)
    assert store.begin("user", "key", "fingerprint", now=later) == good


def test_a_key_is_forgotten_after_a_day(backend: Backend, dancer: Phone) -> None:
    first = keyed(dancer).post("/sessions", CLIP)
    backend.later(seconds=REMEMBERED.total_seconds())
    second = keyed(dancer).post("/sessions", CLIP | {"sizeBytes": 2_000})
    assert second.status == 201
    assert second.body["sessionId"] != first.body["sessionId"]
