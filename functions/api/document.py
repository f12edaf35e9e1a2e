"""The OpenAPI document, generated from the routes as they are.

Powertools turns signatures and models into schemas. Added here is what holds for every route:
its name and text (from the function), whom it lets in (from what it takes), and the answers that
need no word beside the route. Nothing of this runs while requests are answered.
"""

from __future__ import annotations

import json
from functools import cache
from http import HTTPStatus
from importlib import import_module
from typing import Any, Final

from aws_lambda_powertools.event_handler.api_gateway import Route
from aws_lambda_powertools.event_handler.openapi.models import HTTPBearer, License, Server, Tag
from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse, OpenAPIResponseHeader

from functions.api.caller import Access, access_to
from functions.api.docstrings import describe_properties, summary_and_description
from functions.api.examples import Examples, read_examples
from functions.api.idempotency import LONGEST_KEY
from functions.api.links import LINKS
from functions.api.opening import OpeningResolver
from functions.api.outcomes import PROBLEM_TYPE, problem_example, problems
from functions.api.resources import resource_of
from functions.api.responses.problems import Problem
from idance.domain.idempotency import FIELD

TITLE: Final = "iDance Challenge Engine"
VERSION: Final = "1"
ABOUT: Final = """\
Daily dance challenges: announce a clip, upload it, enter it, read its score and the boards.

Every address works below `/v1` and below `/api`. Errors are problem documents (RFC 9457) with a
stable `code`. `docs/api.md` tells what may change within a version and how long an old one lasts.
"""
SERVERS: Final = {"../v1": "this version", "../api": "the addresses as the requirements spell them"}
_ETAG: Final[dict[str, OpenAPIResponseHeader]] = {
    "ETag": {"description": "Send it back as `If-None-Match`.", "schema": {"type": "string"}}
}
_KEY_HEADER: Final = {
    "name": FIELD,
    "in": "header",
    "required": False,
    "description": "A key of your own, such as a UUID: sent again with it within 24 hours, the "
    "request changes nothing and is answered the same.",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": "^[ -~]+$"},
}
_SCHEME: Final = "token"
_GUARDED: Final = {Access.SIGNED_IN: ["PEOPLE_ONLY"], Access.ADMIN: ["ADMIN_ONLY"]}


@cache
def document(app: OpeningResolver) -> dict[str, Any]:
    """Return the OpenAPI document of everything an API answers, as JSON."""
    told_of = [route for route in app.routes if route.include_in_schema]
    tags = {route.func.__module__: _tell(route) for route in told_of}
    schema = app.get_openapi_schema(
        title=TITLE,
        version=VERSION,
        description=ABOUT,
        license_info=License(name="Apache-2.0", identifier="Apache-2.0"),
        servers=[Server(url=url, description=what) for url, what in SERVERS.items()],
        tags=[Tag(name=name, description=about) for name, about in sorted(tags.values())],
        security_schemes={_SCHEME: _bearer()},
        security=[{_SCHEME: []}],
    )
    told: dict[str, Any] = schema.model_dump(mode="json", by_alias=True, exclude_none=True)
    for path in told["paths"].values():
        if "409" in path.get("post", {}).get("responses", {}):
            path["post"].setdefault("parameters", []).append(_KEY_HEADER)
    examples = read_examples()
    _show_answers(told, examples)
    _show_ways(told)
    told["components"]["examples"] = _problem_examples(told, examples)
    schemas = told["components"]["schemas"]
    schemas["Problem"] = Problem.model_json_schema(
        ref_template="#/components/schemas/{model}", mode="serialization"
    )
    schemas |= schemas["Problem"].pop("$defs")
    _forget_unused(told)
    for one in schemas.values():
        describe_properties(one)
    return told


def _forget_unused(told: dict[str, Any]) -> None:
    """Leave out the schemas that nothing refers to, as Powertools has several of."""
    schemas = told["components"]["schemas"]
    while True:
        text = json.dumps(told)
        unused = [name for name in schemas if f'"#/components/schemas/{name}"' not in text]
        if not unused:
            return
        for name in unused:
            del schemas[name]


def _show_answers(told: dict[str, Any], examples: Examples) -> None:
    """Show beside every good answer one that was given."""
    for path in told["paths"].values():
        for operation in path.values():
            for status, body in examples.answers.get(operation["operationId"], {}).items():
                operation["responses"][status]["content"]["application/json"]["example"] = body


def _show_ways(told: dict[str, Any]) -> None:
    """Show beside an answer what a client asks next, and with what of the answer."""
    for path in told["paths"].values():
        for operation in path.values():
            for status, answer in operation["responses"].items():
                links = LINKS.get((operation["operationId"], status))
                if links:
                    answer["links"] = links


def _problem_examples(told: dict[str, Any], examples: Examples) -> dict[str, Any]:
    """Return an example of every code that any route names."""
    answers = (
        (int(status), code)
        for path in told["paths"].values()
        for operation in path.values()
        for status, answer in operation["responses"].items()
        for code in answer.get("content", {}).get(PROBLEM_TYPE, {}).get("examples", ())
    )
    return {
        code: {"value": problem_example(status, code, examples.problems.get(code, ""))}
        for status, code in sorted(answers)
    }


def _bearer() -> HTTPBearer:
    return HTTPBearer(
        bearerFormat="JWT",
        description="An ID token of the issuer the stage trusts; on an admin's routes also the key "
        "of a service (`idk_…`) whose scopes name the resource.",
    )


def _tell(route: Route) -> tuple[str, str]:
    """Complete what a route says of itself; return its resource and what that is."""
    resource = resource_of(route.func)
    about = import_module(route.func.__module__).__doc__ or ""
    access = access_to(route.func)
    route.tags = [resource]
    route.operation_id = f"{resource}_{route.func.__name__}"
    route.summary, route.description = summary_and_description(route.func.__doc__ or "")
    route.openapi_extensions = {"x-access": access.value} | (
        {"security": []} if access is Access.EVERYBODY else {}
    )
    route.responses = _all_answers(route, access)
    return resource, about.split("\n", 1)[0]


def _all_answers(route: Route, access: Access) -> dict[int, OpenAPIResponse]:
    """Return what a route may answer: its own and everybody's."""
    own = route.responses or {}
    said = {
        status: list(what["content"][PROBLEM_TYPE]["examples"])
        for status, what in own.items()
        if PROBLEM_TYPE in what["content"]
    }
    good = {status: what for status, what in own.items() if status not in said} or {
        route.status_code: _plain(HTTPStatus(route.status_code))
    }
    codes = said | {
        status: [*said.get(status, ()), *also] for status, also in _common(route, access).items()
    }
    if route.method == "GET":
        good = {status: what | OpenAPIResponse(headers=_ETAG) for status, what in good.items()}
        good[304] = OpenAPIResponse(description="It is still what `If-None-Match` says", content={})
    every = good | {status: problems(status, which) for status, which in codes.items()}
    return dict(sorted(every.items()))


def _plain(status: HTTPStatus) -> OpenAPIResponse:
    """Return a good answer that carries what the route's function returns."""
    if status is HTTPStatus.NO_CONTENT:
        return OpenAPIResponse(description=status.phrase, content={})
    return OpenAPIResponse(description=status.phrase)


def _erased(route: Route, access: Access) -> list[str]:
    """Return what somebody who has been erased is told: as `functions.api.erased` has it."""
    return [] if route.method == "GET" or access is Access.EVERYBODY else ["ERASED"]


def _is_keyed(route: Route, access: Access) -> bool:
    """Whether a request may carry an idempotency key: as `functions.api.idempotency` has it."""
    return route.method == "POST" and access is not Access.EVERYBODY


def _common(route: Route, access: Access) -> dict[int, list[str]]:
    """Return the codes that go without saying, by status."""
    has_places = bool(route.dependant.path_params)
    takes_body = bool(route.dependant.body_params)
    is_keyed = _is_keyed(route, access)
    takes_any = takes_body or bool(has_places or route.dependant.query_params)
    everybodys = {
        400: ["MALFORMED_JSON"] if takes_body else [],
        401: [] if access is Access.EVERYBODY else ["UNAUTHORIZED"],
        403: ["FORBIDDEN", *_GUARDED.get(access, ()), *_erased(route, access)],
        # A place that holds a slash, or a sign that no id has, leads to no route or to another.
        404: ["ROUTE_NOT_FOUND"] if has_places else [],
        405: ["METHOD_NOT_ALLOWED"] if has_places else [],
        409: ["REQUEST_IN_PROGRESS"] if is_keyed else [],
        413: ["REQUEST_TOO_LARGE"] if takes_body else [],
        422: (["VALIDATION_FAILED"] if takes_any else [])
        + (["IDEMPOTENCY_KEY_INVALID", "IDEMPOTENCY_KEY_REUSED"] if is_keyed else []),
        429: ["THROTTLED", "TOO_MANY_REQUESTS"],
        500: ["INTERNAL_ERROR"],
        503: ["SERVICE_UNAVAILABLE", "TOO_BUSY"],
        504: ["TIMEOUT"],
    }
    return {status: codes for status, codes in everybodys.items() if codes}
