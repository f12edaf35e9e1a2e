"""Lists of challenges."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring import stores
from idance.service.challenge_listing import ChallengeListing


@cache
def listing() -> ChallengeListing:
    """Return lists of challenges."""
    return ChallengeListing(stores.challenges())


Listing = Annotated[ChallengeListing, Depends(listing)]
