"""What the API says of itself."""

from __future__ import annotations

from typing import Any

from functions.api.document import document
from functions.api.handler import app
from functions.api.links import LINKS
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


def test_links_lead_from_a_session_to_the_board_by_names_that_are_there() -> None:
    told = document(app)
    operations = {
        one["operationId"]: one for path in told["paths"].values() for one in path.values()
    }
    linked = [
        (operation, answer, link)
        for operation in operations.values()
        for answer in operation["responses"].values()
        for link in answer.get("links", {}).values()
    ]
    assert len(linked) == sum(map(len, LINKS.values()))
    for operation, answer, link in linked:
        target = operations[link["operationId"]]
        needed = {one["name"] for one in target["parameters"] if one["in"] == "path"}
        assert set(link["parameters"]) == needed
        body = properties(told, answer)
        said = properties(told, operation.get("requestBody", {}))
        for value in (*link["parameters"].values(), *link.get("requestBody", {}).values()):
            where, _, name = value.rpartition("#/" if "#/" in value else ".path.")
            places = {"$response.body": body, "$request.body": said}
            own = {one["name"] for one in operation["parameters"] if one["in"] == "path"}
            assert name in places.get(where, own)
    assert {"sessions_create", "submissions_submit", "submissions_one"} == {
        operation["operationId"] for operation, _, _ in linked
    }


def properties(told: dict[str, Any], carrier: dict[str, Any]) -> set[str]:
    """Return the fields of the JSON that a request or an answer carries."""
    if not carrier:
        return set()
    schema = carrier["content"]["application/json"]["schema"]
    name = schema["$ref"].rpartition("/")[2]
    return set(told["components"]["schemas"][name]["properties"])
