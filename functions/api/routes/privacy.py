"""Privacy: what a dancer may ask of us."""

from __future__ import annotations

from http import HTTPStatus
from uuid import uuid4

from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.caller import Admin, Me
from functions.api.outcomes import outcomes
from functions.api.requests.fields import PathId, UserId
from functions.api.responses.privacy import ErasureResponse
from functions.api.wiring.clock import Now
from functions.api.wiring.erasures import Erasures
from idance.domain.erasure import Asker

router = APIGatewayRouter()


@router.delete("/users/me", status_code=HTTPStatus.ACCEPTED, responses=outcomes({}))
def erase_me(caller: Me, erasures: Erasures, now: Now) -> ErasureResponse:
    """Forget the caller, for good; asked again, it is the same erasure."""
    erasure = erasures.order(caller.user_id, asked_by=Asker.DANCER, now=now, entropy=uuid4())
    return ErasureResponse.of(erasure)


@router.delete("/users/<user_id>", status_code=HTTPStatus.ACCEPTED, responses=outcomes({}))
def erase(user_id: UserId, _admin: Admin, erasures: Erasures, now: Now) -> ErasureResponse:
    """Forget a dancer who has asked for it on another way."""
    return ErasureResponse.of(
        erasures.order(user_id, asked_by=Asker.ADMIN, now=now, entropy=uuid4())
    )


@router.get("/erasures/<erasure_id>", responses=outcomes({404: ["ERASURE_NOT_FOUND"]}))
def erasure(erasure_id: PathId, _caller: Me, erasures: Erasures) -> ErasureResponse:
    """Return how far an erasure is, or its receipt."""
    return ErasureResponse.of(erasures.get(erasure_id))
