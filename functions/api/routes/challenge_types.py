"""Types of challenges: the built-in ones, and those that admins define."""

from __future__ import annotations

from http import HTTPStatus

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.audit import Tracked
from functions.api.caller import Admin, Me
from functions.api.outcomes import outcomes
from functions.api.preconditions import IfMatch, seen_version, tagged
from functions.api.requests.challenge_types import CustomTypeRequest
from functions.api.requests.fields import PathId
from functions.api.responses.catalogue import CustomTypeResponse
from functions.api.wiring.challenge_types import CustomTypes
from idance.domain.challenge_type import DEFAULT_CRITERIA, CustomType

router = APIGatewayRouter()


@router.get("/challenge-types")
def listed(_caller: Me, custom_types: CustomTypes) -> list[CustomTypeResponse]:
    """Return every type with its weights, the built-in ones first."""
    built_in = [
        CustomType(name=kind, base_type=kind, scoring_criteria=dict(weights))
        for kind, weights in DEFAULT_CRITERIA.items()
    ]
    return [CustomTypeResponse.of(one) for one in (*built_in, *custom_types.all())]


@router.post(
    "/challenge-types",
    status_code=HTTPStatus.CREATED,
    responses=outcomes({201: CustomTypeResponse, 409: ["TYPE_EXISTS"]}),
)
def define(
    custom: CustomTypeRequest, _admin: Admin, custom_types: CustomTypes, trail: Tracked
) -> Response[CustomTypeResponse]:
    """Define a type: what challenges of it are scored by, and as which built-in type."""
    defined = custom_types.create(custom)
    trail.changed(None, defined)
    return _answer(defined, HTTPStatus.CREATED)


@router.put(
    "/challenge-types/<name>",
    responses=outcomes(
        {
            200: CustomTypeResponse,
            404: ["TYPE_NOT_FOUND"],
            412: ["TYPE_CHANGED"],
            428: ["IF_MATCH_MISSING"],
        }
    ),
)
def redefine(
    name: PathId,
    custom: CustomTypeRequest,
    _admin: Admin,
    custom_types: CustomTypes,
    trail: Tracked,
    if_match: IfMatch = None,
) -> Response[CustomTypeResponse]:
    """Define a type anew; challenges that exist stay as they are."""
    before = custom_types.get(name)
    after = custom_types.replace(name, custom, tag=seen_version(if_match))
    trail.changed(before, after)
    return _answer(after)


@router.delete(
    "/challenge-types/<name>",
    status_code=HTTPStatus.NO_CONTENT,
    responses=outcomes({404: ["TYPE_NOT_FOUND"], 412: ["TYPE_CHANGED"], 428: ["IF_MATCH_MISSING"]}),
)
def forget(
    name: PathId,
    _admin: Admin,
    custom_types: CustomTypes,
    trail: Tracked,
    if_match: IfMatch = None,
) -> Response[None]:
    """Forget a type; challenges that exist stay as they are."""
    before = custom_types.get(name)
    custom_types.delete(name, tag=seen_version(if_match))
    trail.changed(before, None)
    return Response(status_code=HTTPStatus.NO_CONTENT, body=None)


def _answer(custom: CustomType, status: HTTPStatus = HTTPStatus.OK) -> Response[CustomTypeResponse]:
    body = CustomTypeResponse.of(custom)
    return tagged(body, body.version, status)
