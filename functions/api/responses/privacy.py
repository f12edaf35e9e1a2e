"""What clients get of their rights."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Self

from idance.domain.erasure import Erasure, ErasureStatus
from idance.domain.model import Model

_SENTENCES: Final = {
    ErasureStatus.RUNNING: "Others see nothing of this dancer from now on: profile, dances, boards "
    "and comments vanish within seconds, clips with them. What was still under way goes within two "
    "hours. Nothing is taken from the account any more; it can be opened anew in three days.",
    ErasureStatus.DONE: "Everything is erased. This receipt is all that is left; it names nobody.",
}


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
