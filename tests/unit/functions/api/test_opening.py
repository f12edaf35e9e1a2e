"""Routes are imported when somebody asks for them, and the table of contents is true."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Final

import pytest

from functions.api.contents import CONTENTS, module_at
from functions.api.handler import app
from functions.api.resources import resource_of
from local.settings import ROOT

ROUTES: Final = [(route.method, route.path, resource_of(route.func)) for route in app.routes]
AHEAD: Final = """
import sys
from functions.api.handler import app
from idance.domain.session import Session
opened = sum(name.startswith("functions.api.routes.") for name in sys.modules)
print(opened, Session.__pydantic_complete__)
"""


def test_the_table_of_contents_has_every_route_under_its_module_and_nothing_else() -> None:
    told = {(module, route) for module, routes in CONTENTS.items() for route in routes}
    there = {
        (module, f"{method} {re.sub('<[^>]+>', '*', path)}") for method, path, module in ROUTES
    }

    assert there - told == set(), "functions/api/contents.py lacks these"
    assert told - there == set(), "functions/api/contents.py has these too much"


@pytest.mark.parametrize(("method", "path", "module"), ROUTES)
def test_a_request_opens_the_module_that_answers_it(method: str, path: str, module: str) -> None:
    assert module_at(method, re.sub("<[^>]+>", "any", path)) == module


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/"), ("GET", "/nothing"), ("PUT", "/sessions"), ("OPTIONS", "/sessions"), ("", "")],
)
def test_what_nobody_answers_is_in_no_module(method: str, path: str) -> None:
    assert module_at(method, path) is None


def test_where_two_modules_could_answer_routes_are_tried_in_the_order_of_the_table() -> None:
    places = {name: place for place, name in enumerate(CONTENTS)}
    dynamic = [places[module] for _, path, module in ROUTES if "<" in path]

    assert dynamic == sorted(dynamic)


@pytest.mark.parametrize(
    ("starts", "told"),
    [("on-demand", ["0", "False"]), ("snap-start", [str(len(CONTENTS)), "True"])],
)
def test_a_process_that_starts_ahead_of_its_requests_has_everything_built(
    starts: str, told: list[str]
) -> None:
    said = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-c", AHEAD],
        env={"AWS_LAMBDA_INITIALIZATION_TYPE": starts},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.split() == told
