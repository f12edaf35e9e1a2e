"""`make openapi`: write the OpenAPI document to docs/openapi.json."""

from __future__ import annotations

import json
from typing import Final

from functions.api.document import document
from functions.api.handler import app
from local.settings import ROOT

PATH: Final = ROOT / "docs" / "openapi.json"


def openapi_text() -> str:
    """Return the document as it is checked in."""
    return json.dumps(document(app), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PATH.write_text(openapi_text())
