"""Many challenges at once."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, JsonValue, StrictBool, StringConstraints

from functions.api.requests.example import example
from idance.domain.model import Model


class ImportRequest(Model):
    """Challenges to make, as rows or as CSV with a header: one of the two.

    Attributes
    ----------
    partial : bool
        Make what is right although another row is wrong; else nothing is made then.
    dry_run : bool
        Make nothing, only report.
    """

    model_config = example(
        challenges=[
            {
                "title": "Freestyle Friday",
                "type": "freestyle",
                "startTime": "2025-01-31T00:00:00Z",
                "endTime": "2025-01-31T23:59:59Z",
                "points": 150,
                "badgeName": "Freestyle Master",
            }
        ]
    )

    challenges: Annotated[tuple[dict[str, JsonValue], ...] | None, Field(max_length=400)] = None
    csv: Annotated[str | None, Field(max_length=500_000)] = None
    partial: StrictBool = False
    dry_run: StrictBool = False


class MonthRequest(Model):
    """A month of challenges to make from templates."""

    model_config = example(month="2025-02")

    month: Annotated[str, StringConstraints(pattern=r"^20\d{2}-(0[1-9]|1[0-2])$")]
    partial: StrictBool = False
    dry_run: StrictBool = False
