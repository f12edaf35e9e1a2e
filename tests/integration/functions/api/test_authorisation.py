"""Who may call what: every route of the OpenAPI document, by everybody who might try.

A new route without a row fails. Without a token, with a wrong one and with one that has expired a
route answers 401, unless the document says it is for everybody; the rows tell of the others.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest

from idance.domain.ids import user_id_of
from idance.domain.profile import Caller
from tests.integration.functions.api.contract import contract
from tests.integration.functions.api.gateway import Gateway
from tests.integration.functions.api.journey import a_session, submit, todays_challenge
from tests.integration.functions.api.phone import Phone
from tests.unit.functions.authorizer.issuer import ISSUER, Issuer, running_issuer, trusted

IN: Final = "lets in"
ADMIN_ONLY: Final = "ADMIN_ONLY"
EVERYBODY: Final = (IN, IN, IN)
ADMINS: Final = (ADMIN_ONLY, ADMIN_ONLY, IN)
ROWS: Final[dict[str, tuple[str, str, str]]] = {
    # operation: what another dancer, the owner of the thing, and an admin are told
    "api_keys_create": ADMINS,
    "api_keys_listed": ADMINS,
    "api_keys_revoke": ADMINS,
    "audit_audit": ADMINS,
    "challenge_editing_create": ADMINS,
    "challenge_editing_delete": ADMINS,
    "challenge_editing_listed": ADMINS,
    "challenge_editing_patch": ADMINS,
    "challenge_editing_preview": ADMINS,
    "challenge_editing_publish": ADMINS,
    "challenge_editing_replace": ADMINS,
    "challenge_types_redefine": ADMINS,
    "challenge_types_forget": ADMINS,
    "challenge_templates_one": ADMINS,
    "challenge_templates_replace": ADMINS,
    "challenge_templates_forget": ADMINS,
    "challenge_types_listed": EVERYBODY,
    "challenge_types_define": ADMINS,
    "challenge_templates_listed": ADMINS,
    "challenge_templates_create": ADMINS,
    "challenge_batches_exported": ADMINS,
    "challenge_batches_imported": ADMINS,
    "challenge_batches_month": ADMINS,
    "challenge_figures_analytics": ADMINS,
    "challenge_figures_stats": EVERYBODY,
    "challenge_personal_mine": EVERYBODY,
    "challenges_of_day": EVERYBODY,
    "challenges_one": EVERYBODY,
    "challenges_today": EVERYBODY,
    "challenges_upcoming": EVERYBODY,
    "contests_listed": EVERYBODY,
    "contests_create": ADMINS,
    "contests_board": ("CONTEST_NOT_FOUND", "CONTEST_NOT_FOUND", "CONTEST_NOT_FOUND"),
    "contests_delete": ADMINS,
    "devices_register": EVERYBODY,
    "devices_forget": EVERYBODY,
    "devices_preferences": EVERYBODY,
    "devices_prefer": EVERYBODY,
    "health_health": EVERYBODY,
    "leaderboards_analytics": ADMINS,
    "leaderboards_history": EVERYBODY,
    "leaderboards_league": ("NO_LEAGUE", "NO_LEAGUE", "NO_LEAGUE"),
    "leaderboards_live": EVERYBODY,
    "leaderboards_time_zone": ("USER_NOT_FOUND", IN, "USER_NOT_FOUND"),
    "leaderboards_of_challenge": EVERYBODY,
    "leaderboards_of_period": EVERYBODY,
    "leaderboards_period_analytics": ADMINS,
    "notifications_mine": EVERYBODY,
    "pictures_overlay": ("SUBMISSION_NOT_FOUND", IN, IN),
    "pictures_report": ("SUBMISSION_NOT_FOUND", IN, IN),
    "privacy_export": EVERYBODY,
    "privacy_consents": EVERYBODY,
    "privacy_consent": EVERYBODY,
    "privacy_erase_me": EVERYBODY,
    "privacy_erase": ADMINS,
    "privacy_erasure": ("ERASURE_NOT_FOUND",) * 3,
    "reception_comment": ("SUBMISSION_NOT_FOUND",) * 3,
    "reception_comments": ("SUBMISSION_NOT_FOUND",) * 3,
    "reception_like": ("SUBMISSION_NOT_FOUND",) * 3,
    "reception_remove": ("COMMENT_NOT_FOUND",) * 3,
    "references_create": ADMINS,
    "references_one": ADMINS,
    "reviews_appeal": ("SUBMISSION_NOT_FOUND", "NOTHING_TO_APPEAL", "SUBMISSION_NOT_FOUND"),
    "reviews_hold": (ADMIN_ONLY, ADMIN_ONLY, "NOT_RANKED"),
    "reviews_report": ("SUBMISSION_NOT_FOUND", "OWN_SUBMISSION", "SUBMISSION_NOT_FOUND"),
    "reviews_report_comment": ("SUBMISSION_NOT_FOUND",) * 3,
    "reviews_review_comment": (ADMIN_ONLY, ADMIN_ONLY, "COMMENT_NOT_FOUND"),
    "reviews_rescore": (ADMIN_ONLY, ADMIN_ONLY, "NOT_SCORED_YET"),
    "reviews_review": ADMINS,
    "reviews_waiting": ADMINS,
    "sessions_complete": ("SESSION_NOT_YOURS", IN, IN),
    "sessions_create": EVERYBODY,
    "sessions_delete": ("SESSION_NOT_YOURS", IN, IN),
    "sessions_mine": EVERYBODY,
    "sessions_one": ("SESSION_NOT_YOURS", IN, IN),
    "sessions_resume": ("SESSION_NOT_YOURS", IN, IN),
    "submissions_analysis": ("SUBMISSION_NOT_FOUND", "ANALYSIS_NOT_FOUND", "ANALYSIS_NOT_FOUND"),
    "submission_listing_mine": EVERYBODY,
    "submission_listing_of_challenge": EVERYBODY,
    "submission_listing_progress": EVERYBODY,
    "submissions_attempts": ("SUBMISSION_NOT_FOUND", IN, IN),
    "submissions_cancel": ("SUBMISSION_NOT_FOUND", IN, "SUBMISSION_NOT_FOUND"),
    "submissions_one": ("SUBMISSION_NOT_FOUND", IN, IN),
    "submissions_retry": ("SUBMISSION_NOT_FOUND", IN, IN),
    "submissions_submit": ("SESSION_NOT_YOURS", IN, "SESSION_NOT_YOURS"),
    "users_ban": ADMINS,
    "users_unban": ADMINS,
    "users_badges": EVERYBODY,
    "users_stats": EVERYBODY,
    "users_follow": EVERYBODY,
    "users_unfollow": EVERYBODY,
}
OPERATIONS: Final = {
    operation["operationId"]: (method.upper(), path, operation)
    for path, item in contract()["paths"].items()
    for method, operation in item.items()
}


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    """Yield an issuer the authorizer is configured for."""
    with running_issuer() as running, trusted(running):
        yield running


@pytest.fixture
def token_of(issuer: Issuer) -> Callable[..., str]:
    """Return what signs people in."""

    def token(who: str, **claims: Any) -> str:  # noqa: ANN401 (claims are any JSON)
        return issuer.token(sub=who, name=who, **claims)

    return token


@pytest.fixture
def things() -> dict[str, str]:
    """Return the ids of what the owner has: what paths and bodies ask for."""
    phone = owners_phone()
    challenge_id = todays_challenge(phone)
    admin = Phone(Caller(user_id="an admin", role="admin", display_name="admin"))
    key = admin.send("PUT", "/api-keys/some-service", text='{"scopes": ["reviews"]}')
    submitted = submit(phone, challenge_id, a_session(phone, challenge_id))
    ids = {
        "challenge_id": challenge_id,
        "day": phone.get("/challenges/today").body["startTime"][:10],
        "session_id": a_session(phone),
        "submission_id": submitted.body["submissionId"],
        "key_id": key.body["id"],
        "user_id": user_id_of(ISSUER, "owner"),
    }
    return defaultdict(lambda: "something", ids)


def owners_phone() -> Phone:
    """Return the phone of whom everything belongs to."""
    user_id = user_id_of(ISSUER, "owner")
    return Phone(Caller(user_id=user_id, role="user", display_name="owner"))


def request_for(operation_id: str, things: dict[str, str]) -> tuple[str, str, str | None]:
    """Return method, path and body of a request that is right but for who sends it."""
    method, path, operation = OPERATIONS[operation_id]
    body = operation.get("requestBody")
    if body is None:
        return method, path.format_map(things), None
    name = body["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    example = dict(contract()["components"]["schemas"][name]["examples"][0])
    own = {"sessionId": things["session_id"], "challengeId": things["challenge_id"]}
    example |= {field: value for field, value in own.items() if field in example}
    return method, path.format_map(things), json.dumps(example)


def strangers(token_of: Callable[..., str]) -> Iterator[tuple[str, Gateway]]:
    """Yield those whom nobody vouches for."""
    yield "nobody", Gateway(None)
    yield "a wrong token", Gateway(token_of("owner")[:-6] + "AAAAAA")
    yield "an expired token", Gateway(token_of("owner", exp=int(time.time()) - 3600))


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_every_route_lets_in_whom_it_should_and_nobody_else(
    operation_id: str, token_of: Callable[..., str], things: dict[str, str]
) -> None:
    assert operation_id in ROWS, "a new route: say in ROWS who may call it"
    method, path, text = request_for(operation_id, things)
    is_open = OPERATIONS[operation_id][2]["x-access"] == "everybody"

    told = {who: gate.send(method, path, text=text) for who, gate in strangers(token_of)}
    for who, (status, code) in told.items():
        assert (code == "UNAUTHORIZED") is not is_open, f"{who}: {status} {code}"

    callers = {
        "another dancer": token_of("another"),
        "the owner": token_of("owner"),
        "an admin": token_of("somebody", **{"cognito:groups": ["admins"]}),
    }
    another, owner, admin = ROWS[operation_id]
    # An admin who is told that there is no such thing has been let in.
    refusals = {401, 403} if ROWS[operation_id] == ADMINS else {401, 403, 404}
    expected = {"another dancer": another, "an admin": admin, "the owner": owner}
    for who, token in callers.items():
        if operation_id.startswith("sessions_"):
            # One of them may be allowed to delete it.
            things["session_id"] = a_session(owners_phone())
        method, path, text = request_for(operation_id, things)
        status, code = Gateway(token).send(method, path, text=text)
        if expected[who] == IN:
            assert status not in refusals, f"{who}: {status} {code}"
        else:
            assert code == expected[who], f"{who}: {status} {code}"


def test_no_row_is_about_a_route_that_is_gone() -> None:
    assert set(ROWS) <= set(OPERATIONS)
