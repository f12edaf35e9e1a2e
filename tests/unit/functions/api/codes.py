"""The codes of the API's problems, as the code raises them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final, NamedTuple

from local.settings import ROOT

ERRORS: Final = {
    "ConflictError",
    "ForbiddenError",
    "InvalidError",
    "NotFoundError",
    "StaleError",
    "TooManyError",
    "UnconditionalError",
    "UnavailableError",
}


class Raised(NamedTuple):
    """A code that is raised by its literal name; its sentence where that is written beside it."""

    code: str
    sentence: str | None
    file: str


def codes_raised() -> Iterator[Raised]:
    """Yield every code that is raised by its literal name."""
    for path in [*ROOT.glob("layers/idance/**/*.py"), *ROOT.glob("functions/api/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and _name(node) in ERRORS:
                code, sentence = [*node.args, None, None][:2]
                if isinstance(code, ast.Constant):
                    yield Raised(str(code.value), _text(sentence), path.name)


def _name(call: ast.Call) -> str | None:
    return call.func.id if isinstance(call.func, ast.Name) else None


def _text(node: ast.expr | None) -> str | None:
    """Return what a literal says, with a gap for each value that is put into it."""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or "…" for part in node.values)
    return str(node.value) if isinstance(node, ast.Constant) else None
