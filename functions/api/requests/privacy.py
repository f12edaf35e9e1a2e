"""What dancers decide about their data."""

from __future__ import annotations

from typing import Annotated

from pydantic import StrictBool, StringConstraints

from functions.api.requests.example import example
from idance.domain.consent import TERMS, Purpose
from idance.domain.model import Model


class ConsentRequest(Model):
    """A dancer allows something, or does so no longer.

    Attributes
    ----------
    version : str
        Of the words that the dancer was shown.
    """

    model_config = example(purpose="research", granted=True, version=TERMS)

    purpose: Purpose
    granted: StrictBool
    version: Annotated[str, StringConstraints(pattern="^[0-9a-z.-]{1,20}$")] = TERMS
