"""Types of challenges: the built-in ones, and those that admins define."""

from __future__ import annotations

from http import HTTPStatus

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.caller import Admin, Me
from functions.api.outcomes import outcomes
from functions.api.requests.challenge_types import CustomTypeRequest
from functions.api.requests.fields import PathId
from functions.api.wiring.challenge_types import CustomTypes
from idance.domain.challenge_type import DEFAULT_CRITERIA, CustomType

router = APIGatewayRouter()


@router.get("/challenge-types")
def listed(_caller: Me, custom_types: CustomTypes) -> list[CustomType]:
    """Return every type with its weights, the built-in ones first."""
    built_in = [
        CustomType(name=kind, base_type=kind, scoring_criteria=dict(weights))
        for kind, weights in DEFAULT_CRITERIA.items()
    ]
    return [*built_in, *custom_types.all()]


@router.post(
    "/challenge-types",
    status_code=HTTPStatus.CREATED,
    responses=outcomes({201: CustomType, 409: ["TYPE_EXISTS"]}),
)
def define(custom: CustomTypeRequest, _admin: Admin, custom_types: CustomTypes) -> CustomType:
    """Define a type: what challenges of it are scored by, and as which built-in type."""
    return custom_types.create(custom)


@router.put(
    "/challenge-types/<name>",
    responses=outcomes({200: CustomType, 404: ["TYPE_NOT_FOUND"]}),
)
def redefine(
    name: PathId, custom: CustomTypeRequest, _admin: Admin, custom_types: CustomTypes
) -> CustomType:
    """Define a type anew; challenges that exist stay as they are."""
    return custom_types.replace(name, custom)


@router.delete(
    "/challenge-types/<name>",
    status_code=HTTPStatus.NO_CONTENT,
    responses=outcomes({404: ["TYPE_NOT_FOUND"]}),
)
def forget(name: PathId, _admin: Admin, custom_types: CustomTypes) -> Response[None]:
    """Forget a type; challenges that exist stay as they are."""
    custom_types.delete(name)
    return Response(status_code=HTTPStatus.NO_CONTENT, body=None)
