"""Challenges as rows of a sheet: what is exported can be imported again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from idance.domain.challenge import Challenge, ChallengeDraft

COLUMNS: Final = tuple(field.alias or name for name, field in ChallengeDraft.model_fields.items())
STATUS: Final = "status"
_NESTED: Final = "scoringCriteria"
Row = Mapping[str, Any]


def row_of(challenge: Challenge) -> dict[str, Any]:
    """Return a challenge as a row, with its id and status in front."""
    said = challenge.draft.model_dump(mode="json", exclude_none=True)
    return {"id": challenge.id, STATUS: challenge.status.value, **said}


def csv_of(rows: Iterable[Row]) -> str:
    """Return rows as CSV (RFC 4180) with a header; weights stand as JSON in their cell."""
    text = io.StringIO()
    writer = csv.DictWriter(text, ["id", STATUS, *COLUMNS], lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({**row, _NESTED: json.dumps(row[_NESTED])})
    return text.getvalue()


def rows_of_csv(text: str) -> list[dict[str, Any]]:
    """Return the rows of a CSV with a header: an empty cell says nothing.

    A cell of weights that is no JSON stays the text it is, and is refused with its row.
    """
    rows = []
    for cells in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))):
        row: dict[str, Any] = {name: cell for name, cell in cells.items() if name and cell}
        if _NESTED in row:
            row[_NESTED] = _json(row[_NESTED])
        rows.append(row)
    return rows


def _json(cell: str) -> object:
    try:
        return json.loads(cell)
    except ValueError:
        return cell
