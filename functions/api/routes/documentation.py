"""The API's own description, for programs and for people."""

from __future__ import annotations

import json
from functools import cache
from typing import cast

from aws_lambda_powertools.event_handler import Response, content_types
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.opening import OpeningResolver

router = APIGatewayRouter()


@router.get("/openapi.json", include_in_schema=False)
def openapi() -> Response[str]:
    """Return the OpenAPI document."""
    return Response(status_code=200, content_type="application/json", body=_document())


@router.get("/docs", include_in_schema=False)
def docs() -> Response[str]:
    """Return a page to read the document and to try the routes with: Swagger UI."""
    return Response(status_code=200, content_type=content_types.TEXT_HTML, body=_page())


@cache
def _document() -> str:
    # Imported here: hardly any request is for this.
    from functions.api.document import document  # noqa: PLC0415

    return json.dumps(document(cast("OpeningResolver", router.api_resolver)))


@cache
def _page() -> str:
    from importlib.resources import files  # noqa: PLC0415

    from aws_lambda_powertools.event_handler.openapi import swagger_ui  # noqa: PLC0415

    assets = files(swagger_ui)
    return swagger_ui.generate_swagger_html(
        spec=_document().replace("</", "<\\/"),
        swagger_js=(assets / "swagger-ui-bundle.min.js").read_text(),
        swagger_css=(assets / "swagger-ui.min.css").read_text(),
        swagger_base_url="",
        oauth2_config=None,
        persist_authorization=True,
    )
