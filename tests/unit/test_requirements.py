"""docs/requirements.md: true, and complete where it says so."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from local.settings import ROOT

PAGE: Final = (ROOT / "docs" / "requirements.md").read_text()
DOCUMENT: Final = ROOT.parent / "shared" / "requirements" / "challenge-system.md"
FILES: Final = tuple((ROOT / "tests").rglob("test_*.py"))
NOT_YET: Final = "**not yet**"


@cache
def functions_of(path: Path) -> set[str]:
    """Return the names of a file's tests."""
    tree = ast.parse(path.read_text())
    return {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}


def named(text: str) -> list[str]:
    """Return what a text names as a test: a file, a folder, a function, or a file's function."""
    quoted = re.findall(r"`([^`]+)`", text)
    return [one for one in quoted if re.match(r"(tests/|test_)\S*$", one)]


def is_there(name: str) -> bool:
    """Whether a test of that name exists."""
    where, _, function = name.partition("::")
    if where.startswith("tests/"):
        files = [ROOT / where]
    elif where.endswith(".py"):
        files = [path for path in FILES if path.name == where]
    else:
        files, function = list(FILES), where
    present = [path for path in files if path.exists()]
    if not function:
        return bool(present)
    return any(function in functions_of(path) for path in present)


@pytest.mark.parametrize("name", sorted(set(named(PAGE))))
def test_a_test_that_the_page_names_exists(name: str) -> None:
    assert is_there(name)


def lines_of_the_document() -> list[str]:
    """Return the lines of its endpoints and of its checklist."""
    text = DOCUMENT.read_text()
    found = re.findall(r"^#### \*\*(\w+) (/api/\S+)\*\*", text, re.MULTILINE)
    endpoints = [f"{method} {path}" for method, path in found]
    _, checklist = text.split("## ✅ Individual Task Checklist")
    return endpoints + re.findall(r"^- \[.\] (.+)$", checklist, re.MULTILINE)


@pytest.mark.skipif(not DOCUMENT.exists(), reason="the requirements are not beside the checkout")
def test_every_line_of_the_checklists_is_ticked_by_a_test_or_told_to_be_open() -> None:
    rows = dict(re.findall(r"^\| (.+?) \| (.+) \|$", PAGE, re.MULTILINE))
    lines = lines_of_the_document()
    assert len(lines) > 130
    without = [
        line for line in lines if not (named(rows.get(line, "")) or NOT_YET in rows.get(line, ""))
    ]
    assert without == []
