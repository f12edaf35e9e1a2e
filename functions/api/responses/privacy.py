"""What clients get of their rights."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Self

from idance.domain.consent import BY_CONTRACT, TERMS, Consents, Purpose
from idance.domain.erasure import Erasure, ErasureStatus
from idance.domain.model import Model

_SENTENCES: Final = {
    ErasureStatus.RUNNING: "Others see nothing of this dancer from now on: profile, dances, boards "
    "and comments vanish within seconds, clips with them. What was still under way goes within two "
    "hours. Nothing is taken from the account any more; it can be opened anew in three days.",
    ErasureStatus.DONE: "Everything is erased. This receipt is all that is left; it names nobody.",
}


class ConsentResponse(Model):
    """What a dancer allows, or not.

    Attributes
    ----------
    granted : bool
        Whether data may be used for it.
    needed : bool
        Whether there is no score without it: then it is allowed until the dancer objects.
    version, at : optional
        Of the last decision: to which words, and when; none where nothing was decided yet.
    """

    purpose: Purpose
    granted: bool
    needed: bool
    version: str | None
    at: datetime | None


class ConsentsResponse(Model):
    """Everything that can be allowed, and the version of the words that are to be shown now."""

    terms: str
    consents: tuple[ConsentResponse, ...]

    @classmethod
    def of(cls, consents: Consents) -> Self:
        """Return a dancer's consents."""
        return cls(terms=TERMS, consents=tuple(_consent(one, consents) for one in Purpose))


class DataExportResponse(Model):
    """Where everything that is held about the caller can be downloaded, as JSON, and until when."""

    url: str
    expires_at: datetime


class ErasureResponse(Model):
    """An erasure and how far it is; when it is done, its receipt.

    Attributes
    ----------
    erased : dict of str to int
        How many things of each kind were removed, or made nameless, so far.
    """

    erasure_id: str
    status: ErasureStatus
    requested_at: datetime
    finished_at: datetime | None
    erased: dict[str, int]
    message: str

    @classmethod
    def of(cls, erasure: Erasure) -> Self:
        """Return an erasure as everybody may see it who knows its id."""
        return cls(
            erasure_id=erasure.id,
            status=erasure.status,
            requested_at=erasure.requested_at,
            finished_at=erasure.finished_at,
            erased=erasure.erased,
            message=_SENTENCES[erasure.status],
        )


def _consent(purpose: Purpose, consents: Consents) -> ConsentResponse:
    latest = consents.latest(purpose)
    return ConsentResponse(
        purpose=purpose,
        granted=consents.allows(purpose),
        needed=purpose in BY_CONTRACT,
        version=latest.version if latest else None,
        at=latest.at if latest else None,
    )
