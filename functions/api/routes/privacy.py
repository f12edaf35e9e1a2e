"""Privacy: what a dancer may ask of us."""

from __future__ import annotations

from http import HTTPStatus
from uuid import uuid4

from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.caller import Admin, Me
from functions.api.outcomes import outcomes
from functions.api.requests.fields import PathId, UserId
from functions.api.requests.privacy import ConsentRequest
from functions.api.responses.privacy import ConsentsResponse, DataExportResponse, ErasureResponse
from functions.api.wiring.clock import Now
from functions.api.wiring.erasures import ErasedDancers, Erasures
from functions.api.wiring.portability import ConsentsOf, Portability
from idance.domain.erasure import Asker, ErasedError

router = APIGatewayRouter()


@router.get("/users/me/data", responses=outcomes({403: ["ERASED"]}))
def export(
    caller: Me, portability: Portability, erased: ErasedDancers, now: Now
) -> DataExportResponse:
    """Return where everything that is held about the caller can be downloaded, for an hour."""
    # It reads, and leaves a file: not of somebody who has been erased.
    if erased.is_refused(caller.user_id, now=now):
        raise ErasedError
    download = portability.export(caller.user_id, now=now, entropy=uuid4())
    return DataExportResponse(url=download.url, expires_at=download.expires_at)


@router.get("/users/me/consents")
def consents(caller: Me, consents: ConsentsOf) -> ConsentsResponse:
    """Return what the caller allows."""
    return ConsentsResponse.of(consents.get(caller.user_id))


@router.put("/users/me/consents", responses=outcomes({412: ["TERMS_CHANGED"]}))
def consent(said: ConsentRequest, caller: Me, consents: ConsentsOf, now: Now) -> ConsentsResponse:
    """Allow something, or no longer; nothing is taken back that was done with leave before."""
    after = consents.change(
        caller.user_id,
        lambda known: known.decided(
            said.purpose, granted=said.granted, version=said.version, at=now
        ),
    )
    return ConsentsResponse.of(after)


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
