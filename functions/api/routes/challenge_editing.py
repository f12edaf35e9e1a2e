"""Challenges, for admins: make, list, preview, change, publish and delete them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from datetime import timedelta
from http import HTTPStatus
from typing import Annotated, Final
from uuid import uuid4

from aws_lambda_powertools.event_handler import Response, content_types
from aws_lambda_powertools.event_handler.openapi.params import Header, Query
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.audit import Tracked
from functions.api.caller import Admin
from functions.api.outcomes import outcomes
from functions.api.requests.challenges import (
    CreateChallengeRequest,
    PatchChallengeRequest,
    PutChallengeRequest,
)
from functions.api.requests.fields import CursorText, Day, Limit, PathId
from functions.api.responses.challenges import (
    AdminChallengeResponse,
    ChallengeListResponse,
    PreviewResponse,
)
from functions.api.wiring import Now, Services, Wired
from idance.domain.challenge import Challenge, ChallengeDraft, ChallengeStatus, day_of
from idance.domain.challenge_content import Difficulty, Slot
from idance.domain.challenge_type import TypeName
from idance.domain.errors import UnconditionalError
from idance.domain.model import Model
from idance.service.challenge_listing import ChallengeFilter

router = APIGatewayRouter()
IfMatch = Annotated[str | None, Header(alias="If-Match", max_length=100)]
INVALID: Final = (
    "CHALLENGE_IN_PAST",
    "MEDIA_NOT_FOUND",
    "REFERENCE_MISSING",
    "REFERENCE_NOT_READY",
    "REFERENCE_UNUSABLE",
    "UNKNOWN_CHALLENGE_TYPE",
)
CHANGING: Final[dict[int, type[Model] | Sequence[str]]] = {
    200: AdminChallengeResponse,
    404: ["CHALLENGE_NOT_FOUND"],
    409: ["CHALLENGE_DELETED", "CHALLENGE_LOCKED", "CHALLENGE_SLOT_TAKEN"],
    412: ["CHALLENGE_CHANGED"],
    422: INVALID,
    428: ["IF_MATCH_MISSING"],
}
_MONTH: Final = timedelta(days=31)


@router.post(
    "/challenges",
    status_code=HTTPStatus.CREATED,
    responses=outcomes(
        {
            201: AdminChallengeResponse,
            409: ["CHALLENGE_EXISTS", "CHALLENGE_SLOT_TAKEN"],
            422: INVALID,
        }
    ),
)
def create(
    draft: CreateChallengeRequest,
    admin: Admin,
    services: Wired,
    now: Now,
    trail: Tracked,
) -> Response[AdminChallengeResponse]:
    """Make a challenge, or with ``status: draft`` one that only admins see for now.

    Published, it holds its slot of every day it covers.
    """
    challenge = services.room.service.create_challenge(
        ChallengeDraft.model_validate(draft.model_dump(by_alias=False, exclude={"status"})),
        status=ChallengeStatus(draft.status),
        created_by=admin.user_id,
        now=now,
        entropy=uuid4(),
    )
    trail.changed(None, challenge)
    return _answer(challenge, services, now, status=HTTPStatus.CREATED)


@router.get(
    "/challenges",
    responses=outcomes(
        {200: ChallengeListResponse, 422: ["INVALID_CURSOR", "RANGE_INVALID", "RANGE_TOO_LONG"]}
    ),
)
def listed(
    _admin: Admin,
    services: Wired,
    now: Now,
    since: Annotated[Day | None, Query(alias="from")] = None,
    until: Annotated[Day | None, Query(alias="to")] = None,
    status: ChallengeStatus | None = None,
    type_name: Annotated[TypeName | None, Query(alias="type")] = None,
    difficulty: Difficulty | None = None,
    slot: Slot | None = None,
    cursor: CursorText = None,
    limit: Limit = 50,
) -> ChallengeListResponse:
    """Return challenges by start, drafts among them; without a range a month to either side."""
    wanted = ChallengeFilter(
        since=since or day_of(now - _MONTH),
        until=until or day_of(now + _MONTH),
        status=status,
        type=type_name,
        difficulty=difficulty,
        slot=slot,
    )
    page = services.room.listing.page(wanted, cursor=cursor, limit=limit)
    url_of = services.room.published.url_of
    return ChallengeListResponse(
        challenges=tuple(
            AdminChallengeResponse.seen(one, url_of=url_of, now=now) for one in page.challenges
        ),
        next_cursor=page.next_cursor,
    )


@router.get(
    "/challenges/<challenge_id>/preview",
    responses=outcomes({200: PreviewResponse, 404: ["CHALLENGE_NOT_FOUND"]}),
)
def preview(challenge_id: PathId, _admin: Admin, services: Wired, now: Now) -> PreviewResponse:
    """Return a challenge as it would be seen, with all that keeps it from being published."""
    found = services.room.editing.preview(challenge_id, now=now)
    return PreviewResponse.of(found, url_of=services.room.published.url_of, now=now)


@router.put(
    "/challenges/<challenge_id>",
    responses=outcomes(CHANGING),
)
def replace(
    challenge_id: PathId,
    draft: PutChallengeRequest,
    admin: Admin,
    services: Wired,
    now: Now,
    trail: Tracked,
    if_match: IfMatch = None,
) -> Response[AdminChallengeResponse]:
    """Say everything anew of a challenge; of one that people have danced only texts and media."""
    before = services.room.service.get_challenge(challenge_id)
    changed = services.room.editing.replace(
        challenge_id, draft, tag=_tag(if_match), admin=admin.user_id, now=now
    )
    trail.changed(before, changed)
    return _answer(changed, services, now)


@router.patch(
    "/challenges/<challenge_id>",
    responses=outcomes(CHANGING),
)
def patch(
    challenge_id: PathId,
    changes: PatchChallengeRequest,
    admin: Admin,
    services: Wired,
    now: Now,
    trail: Tracked,
    if_match: IfMatch = None,
) -> Response[AdminChallengeResponse]:
    """Change some fields of a challenge; of one that people have danced only texts and media."""
    before = services.room.service.get_challenge(challenge_id)
    changed = services.room.editing.patch(
        challenge_id, changes, tag=_tag(if_match), admin=admin.user_id, now=now
    )
    trail.changed(before, changed)
    return _answer(changed, services, now)


@router.post(
    "/challenges/<challenge_id>/publish",
    responses=outcomes(CHANGING),
)
def publish(
    challenge_id: PathId,
    admin: Admin,
    services: Wired,
    now: Now,
    trail: Tracked,
    if_match: IfMatch = None,
) -> Response[AdminChallengeResponse]:
    """Show a draft to the dancers and give it its slot; one that is published stays as it is."""
    before = services.room.service.get_challenge(challenge_id)
    published = services.room.editing.publish(
        challenge_id, tag=_tag(if_match), admin=admin.user_id, now=now
    )
    trail.changed(before, published)
    return _answer(published, services, now)


@router.delete(
    "/challenges/<challenge_id>",
    status_code=HTTPStatus.NO_CONTENT,
    responses=outcomes(
        {
            404: ["CHALLENGE_NOT_FOUND"],
            409: ["CHALLENGE_LOCKED"],
            412: ["CHALLENGE_CHANGED"],
            428: ["IF_MATCH_MISSING"],
        }
    ),
)
def delete(
    challenge_id: PathId,
    admin: Admin,
    services: Wired,
    now: Now,
    trail: Tracked,
    if_match: IfMatch = None,
) -> Response[None]:
    """Delete a challenge: for good if nobody has danced it, else out of everybody's sight.

    A day that thereby lacks its challenge gets another one at once.
    """
    before = services.room.service.get_challenge(challenge_id)
    services.room.editing.delete(challenge_id, tag=_tag(if_match), admin=admin.user_id, now=now)
    trail.changed(before, None)
    return Response(status_code=HTTPStatus.NO_CONTENT, body=None)


def _tag(if_match: str | None) -> str:
    """Return which state a change is meant for.

    Raises
    ------
    UnconditionalError
        ``IF_MATCH_MISSING``.
    """
    if not if_match:
        raise UnconditionalError(
            "IF_MATCH_MISSING",
            "Say which version you have seen: If-Match with it, or with * for any.",
            field="If-Match",
        )
    return if_match.strip().removeprefix("W/").strip('"')


def _answer(
    challenge: Challenge,
    services: Services,
    now: dt.datetime,
    *,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response[AdminChallengeResponse]:
    return Response(
        status_code=status,
        content_type=content_types.APPLICATION_JSON,
        body=AdminChallengeResponse.seen(challenge, url_of=services.room.published.url_of, now=now),
        headers={"ETag": f'"{challenge.tag}"'},
    )
