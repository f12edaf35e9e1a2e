"""What the API says of itself."""

from __future__ import annotations

from functions.api.document import document
from functions.api.handler import app
from tests.integration.functions.api.phone import Phone


def test_anybody_reads_the_openapi_document() -> None:
    answer = Phone(None).get("/openapi.json")
    assert answer.status == 200
    assert answer.body == document(app)


def test_anybody_reads_it_as_a_page_that_needs_nothing_from_elsewhere() -> None:
    answer = Phone(None).get("/docs")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html"
    assert "SwaggerUIBundle" in answer.body
    assert "challenges_today" in answer.body
    assert "<script src=" not in answer.body
