"""Many challenges at once, for admins: import, export, a month from templates."""

from __future__ import annotations

import datetime as dt
from datetime import timedelta
from typing import Annotated, Final, Literal
from uuid import uuid4

from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.event_handler.router import APIGatewayRouter
from pydantic import JsonValue

from functions.api.caller import Admin
from functions.api.outcomes import outcomes
from functions.api.requests.challenge_batches import ImportRequest, MonthRequest
from functions.api.wiring.challenge_batches import Batch
from functions.api.wiring.challenge_listing import Listing
from functions.api.wiring.clock import Now
from idance.domain.challenge import day_of
from idance.domain.challenge_rows import csv_of, row_of, rows_of_csv
from idance.domain.errors import InvalidError
from idance.domain.model import Model
from idance.service.challenge_batch import BatchReport, Order
from idance.service.challenge_listing import ChallengeFilter

router = APIGatewayRouter()
MOST: Final = 400
_MONTH: Final = timedelta(days=31)


class ExportResponse(Model):
    """Challenges as rows or as CSV, in the shape that the import takes."""

    challenges: tuple[dict[str, JsonValue], ...] | None
    csv: str | None


@router.post(
    "/challenges/import",
    status_code=200,
    responses=outcomes({200: BatchReport, 422: ["IMPORT_EMPTY", "IMPORT_TOO_LONG"]}),
)
def imported(sheet: ImportRequest, admin: Admin, batch: Batch, now: Now) -> BatchReport:
    """Make challenges of rows, with a report on each; if one is wrong, none unless ``partial``."""
    if (sheet.csv is None) == (sheet.challenges is None):
        raise InvalidError("IMPORT_EMPTY", "Send rows as challenges, or text as csv.", field="csv")
    rows = rows_of_csv(sheet.csv) if sheet.csv is not None else list(sheet.challenges or ())
    if len(rows) > MOST:
        raise InvalidError("IMPORT_TOO_LONG", f"Please send {MOST} rows at most.", field="csv")
    order = Order(
        admin=admin.user_id,
        now=now,
        entropy=uuid4,
        partial=sheet.partial,
        dry_run=sheet.dry_run,
    )
    return batch.import_rows(rows, order)


@router.post(
    "/challenges/month",
    status_code=200,
    responses=outcomes({200: BatchReport, 404: ["NO_TEMPLATE_SUITS"]}),
)
def month(wanted: MonthRequest, admin: Admin, batch: Batch, now: Now) -> BatchReport:
    """Make a challenge for every day to come of a month that no admin has filled."""
    order = Order(
        admin=admin.user_id,
        now=now,
        entropy=uuid4,
        partial=wanted.partial,
        dry_run=wanted.dry_run,
    )
    return batch.create_month(dt.date.fromisoformat(f"{wanted.month}-01"), order)


@router.get(
    "/challenges/export",
    responses=outcomes({200: ExportResponse, 422: ["RANGE_INVALID", "RANGE_TOO_LONG"]}),
)
def exported(
    _admin: Admin,
    listing: Listing,
    now: Now,
    since: Annotated[dt.date | None, Query(alias="from")] = None,
    until: Annotated[dt.date | None, Query(alias="to")] = None,
    kind: Annotated[Literal["csv", "json"], Query(alias="format")] = "json",
) -> ExportResponse:
    """Return the challenges that start in a range, drafts among them, up to 400."""
    wanted = ChallengeFilter(
        since=since or day_of(now - _MONTH), until=until or day_of(now + _MONTH)
    )
    page = listing.page(wanted, cursor=None, limit=MOST)
    rows = tuple(map(row_of, page.challenges))
    if kind == "csv":
        return ExportResponse(challenges=None, csv=csv_of(rows))
    return ExportResponse(challenges=rows, csv=None)
