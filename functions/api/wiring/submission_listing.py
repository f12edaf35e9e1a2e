"""Submissions by the page."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends

from functions.api.wiring import stores
from functions.api.wiring.leaderboards import leaderboards
from idance.service.submission_listing import SubmissionListing


@cache
def listing() -> SubmissionListing:
    """Return submissions by the page."""
    return SubmissionListing(leaderboards(), stores.submissions())


Listing = Annotated[SubmissionListing, Depends(listing)]
