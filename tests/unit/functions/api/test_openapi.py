"""The OpenAPI document: complete, true to the code, and checked in as it is."""

from __future__ import annotations

import json
from typing import Any, Final

import jsonschema_rs
import pytest

from functions.api.document import document
from functions.api.examples import read_examples
from functions.api.handler import app
from local.openapi import PATH, openapi_text
from tests.unit.functions.api.codes import codes_raised

DOCUMENT: Final = document(app)
OPERATIONS: Final = {
    f"{method.upper()} {path}": operation
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
}
SCHEMAS: Final[dict[str, Any]] = DOCUMENT["components"]["schemas"]
PROBLEM: Final = "application/problem+json"
UNTOLD: Final = {"CLIP_CHANGED", "CLIP_NOT_FOUND", "POSE_NOT_FOUND", "RATES_UNKNOWN"}
"""Codes that only the scoring pipeline meets, and one that lets the request pass."""
OPERATORS_OWN: Final = {"BOARD_NOT_FOUND", "GATE_HOLDS", "NOT_RANKED"}
"""Codes that only people on call and moderators meet."""
LIVE: Final = {"TOO_MANY_BOARDS"}
"""Codes that only a WebSocket answers."""


def codes_of(operation: dict[str, Any]) -> set[str]:
    return {
        code
        for answer in operation["responses"].values()
        for code in answer.get("content", {}).get(PROBLEM, {}).get("examples", ())
    }


def test_the_document_is_checked_in_as_the_code_has_it() -> None:
    assert PATH.read_text() == openapi_text(), "run `make openapi` and commit docs/openapi.json"


def test_it_is_openapi_3_1() -> None:
    assert DOCUMENT["openapi"].startswith("3.1.")
    for schema in SCHEMAS.values():
        jsonschema_rs.meta.validate(
            {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema
        )


def test_every_code_that_is_raised_is_told_of_by_some_route() -> None:
    told = set().union(*(codes_of(operation) for operation in OPERATIONS.values()))
    told |= UNTOLD | OPERATORS_OWN | LIVE
    untold = {one.code: one.file for one in codes_raised() if one.code not in told}
    assert untold == {}


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_route_says_what_it_is(name: str) -> None:
    operation = OPERATIONS[name]
    assert operation["summary"]
    assert operation["description"]
    assert operation["tags"]
    assert operation["x-access"] in {"everybody", "signed in", "admin"}
    good = [answer for status, answer in operation["responses"].items() if status < "400"]
    assert good
    assert all(answer["description"] for answer in good)


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_route_that_is_not_for_everybody_says_how_it_refuses(name: str) -> None:
    operation = OPERATIONS[name]
    is_open = operation["x-access"] == "everybody"
    assert ("401" in operation["responses"]) is not is_open
    assert (operation.get("security") == []) is is_open
    assert ("ADMIN_ONLY" in codes_of(operation)) is (operation["x-access"] == "admin")


def test_operations_have_names_of_their_own() -> None:
    names = [operation["operationId"] for operation in OPERATIONS.values()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", [name for name in SCHEMAS if name.endswith("Request")])
def test_a_request_has_an_example_that_is_valid(name: str) -> None:
    examples = SCHEMAS[name].get("examples")
    assert examples, f"{name} needs an example"
    validator = jsonschema_rs.Draft202012Validator(
        {"$ref": f"#/components/schemas/{name}", "components": DOCUMENT["components"]},
        validate_formats=True,
    )
    for example in examples:
        validator.validate(example)


ANSWERS: Final = [
    (name, status, content["application/json"])
    for name, operation in OPERATIONS.items()
    for status, answer in operation["responses"].items()
    if "application/json" in (content := answer.get("content", {}))
]


@pytest.mark.parametrize(
    ("name", "status", "answer"), ANSWERS, ids=[f"{name} {status}" for name, status, _ in ANSWERS]
)
def test_a_good_answer_has_an_example_that_is_valid_and_says_nothing_more(
    name: str, status: str, answer: dict[str, Any]
) -> None:
    assert "example" in answer, f"{name} {status}: test it, then run `make examples`"
    components = json.loads(json.dumps(DOCUMENT["components"]))
    for schema in components["schemas"].values():
        if "properties" in schema:
            schema["additionalProperties"] = False
    validator = jsonschema_rs.Draft202012Validator(
        {**answer["schema"], "components": components}, validate_formats=True
    )
    validator.validate(answer["example"])


def test_every_problem_that_is_told_of_is_shown_in_words() -> None:
    told = set().union(*map(codes_of, OPERATIONS.values()))
    assert set(DOCUMENT["components"]["examples"]) == told
    assert told - set(read_examples().problems) == set(), "run `make examples`"


def test_what_a_docstring_says_of_an_attribute_is_said_of_the_property() -> None:
    session = SCHEMAS["CreateSessionRequest"]
    assert "Attributes" not in session["description"]
    assert session["properties"]["sizeBytes"]["description"] == "The clip's exact size."


def test_no_two_models_share_a_name() -> None:
    # They would be told apart by their modules, which the clients' generator cannot read.
    assert not [name for name in SCHEMAS if "__" in name]
