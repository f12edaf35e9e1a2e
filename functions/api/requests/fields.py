"""What requests have in common: ids, days and pages, as clients write them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Final

from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BeforeValidator, StringConstraints

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def _written_out(text: object) -> object:
    """Refuse what is no day as people write it: pydantic would take a number for a time, too."""
    if isinstance(text, str) and not _DAY.fullmatch(text):
        raise ValueError("a day is written like 2026-11-24")
    return text


Id = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Tag = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=30)]
Day = Annotated[dt.date, BeforeValidator(_written_out)]
PathId = Annotated[str, Path(max_length=100)]
UserId = Annotated[str, Path(pattern="^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Limit = Annotated[int, Query(ge=1, le=100)]
CursorText = Annotated[str | None, Query(max_length=700)]
