"""Challenges, for admins: make, list, preview, change, publish and delete them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from http import HTTPStatus
from typing import Annotated, Final
from uuid import uuid4

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.caller import Admin
from functions.api.challenge_desk import AtDesk
from functions.api.outcomes import outcomes
from functions.api.preconditions import IfMatch
from functions.api.requests.challenges import (
    CreateChallengeRequest,
    PatchChallengeRequest,
    PutChallengeRequest,
)
from functions.api.requests.fields import CursorText, Day, Limit, PathId
from functions.api.responses.challenge_editing import (
    AdminChallengeResponse,
    ChallengeListResponse,
    PreviewResponse,
)
from functions.api.wiring.challenge_editing import Editing
from functions.api.wiring.challenge_listing import Listing
from idance.domain.challenge import ChallengeDraft, ChallengeStatus, day_of
from idance.domain.challenge_content import Difficulty, Slot
from idance.domain.challenge_type import TypeName
from idance.domain.model import Model
from idance.service.challenge_listing import ChallengeFilter

router = APIGatewayRouter()
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
    draft: CreateChallengeRequest, admin: Admin, desk: AtDesk
) -> Response[AdminChallengeResponse]:
    """Make a challenge, or with ``status: draft`` one that only admins see for now.

    Published, it holds its slot of every day it covers.
    """
    challenge = desk.challenges.create_challenge(
        ChallengeDraft.model_validate(draft.model_dump(by_alias=False, exclude={"status"})),
        status=ChallengeStatus(draft.status),
        created_by=admin.user_id,
        now=desk.now,
        entropy=uuid4(),
    )
    desk.trail.changed(None, challenge)
    return desk.answer(challenge, HTTPStatus.CREATED)


@router.get(
    "/challenges",
    responses=outcomes(
        {200: ChallengeListResponse, 422: ["INVALID_CURSOR", "RANGE_INVALID", "RANGE_TOO_LONG"]}
    ),
)
def listed(
    _admin: Admin,
    desk: AtDesk,
    listing: Listing,
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
        since=since or day_of(desk.now - _MONTH),
        until=until or day_of(desk.now + _MONTH),
        status=status,
        type=type_name,
        difficulty=difficulty,
        slot=slot,
    )
    page = listing.page(wanted, cursor=cursor, limit=limit)
    return ChallengeListResponse(
        challenges=tuple(map(desk.seen, page.challenges)), next_cursor=page.next_cursor
    )


@router.get(
    "/challenges/<challenge_id>/preview",
    responses=outcomes({200: PreviewResponse, 404: ["CHALLENGE_NOT_FOUND"]}),
)
def preview(challenge_id: PathId, _admin: Admin, desk: AtDesk, editing: Editing) -> PreviewResponse:
    """Return a challenge as it would be seen, with all that keeps it from being published."""
    found = editing.preview(challenge_id, now=desk.now)
    return PreviewResponse.of(desk.seen(found.challenge), found.problems)


@router.put("/challenges/<challenge_id>", responses=outcomes(CHANGING))
def replace(
    challenge_id: PathId,
    draft: PutChallengeRequest,
    admin: Admin,
    desk: AtDesk,
    editing: Editing,
    if_match: IfMatch = None,
) -> Response[AdminChallengeResponse]:
    """Say everything anew of a challenge; of one that people have danced only texts and media."""
    act = partial(editing.replace, challenge_id, draft)
    return desk.change(challenge_id, act, admin=admin, if_match=if_match)


@router.patch("/challenges/<challenge_id>", responses=outcomes(CHANGING))
def patch(
    challenge_id: PathId,
    changes: PatchChallengeRequest,
    admin: Admin,
    desk: AtDesk,
    editing: Editing,
    if_match: IfMatch = None,
) -> Response[AdminChallengeResponse]:
    """Change some fields of a challenge; of one that people have danced only texts and media."""
    act = partial(editing.patch, challenge_id, changes)
    return desk.change(challenge_id, act, admin=admin, if_match=if_match)


@router.post("/challenges/<challenge_id>/publish", responses=outcomes(CHANGING))
def publish(
    challenge_id: PathId, admin: Admin, desk: AtDesk, editing: Editing, if_match: IfMatch = None
) -> Response[AdminChallengeResponse]:
    """Show a draft to the dancers and give it its slot; one that is published stays as it is."""
    act = partial(editing.publish, challenge_id)
    return desk.change(challenge_id, act, admin=admin, if_match=if_match)


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
    challenge_id: PathId, admin: Admin, desk: AtDesk, editing: Editing, if_match: IfMatch = None
) -> Response[None]:
    """Delete a challenge: for good if nobody has danced it, else out of everybody's sight.

    A day that thereby lacks its challenge gets another one at once.
    """
    before = desk.challenges.get_challenge(challenge_id)
    editing.delete(challenge_id, desk.edit(admin, if_match))
    desk.trail.changed(before, None)
    return Response(status_code=HTTPStatus.NO_CONTENT, body=None)
