"""What people read: every page, command and module that a page names is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from local.settings import ROOT

PAGES: Final = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
TARGETS: Final = set(re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def code_of(page: Path) -> str:
    """Return what of a page is set as code, in its lines and between them."""
    text = page.read_text()
    blocks = re.findall(r"^ {4}\S.*$", text, re.MULTILINE)
    return "\n".join([*blocks, *re.findall(r"`([^`\n]+)`", text)])


def anchors_of(page: Path) -> set[str]:
    """Return what a page's headings are called in an address, as GitHub does it."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_page_that_is_linked_to_is_there(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", page.read_text())
    for link in (one for one in links if "://" not in one):
        where, _, anchor = link.partition("#")
        target = page.parent / where if where else page
        assert target.exists(), link
        assert not anchor or anchor in anchors_of(target), link


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_that_a_page_names_is_there(page: Path) -> None:
    code = code_of(page)
    asked = set(re.findall(r"(?:^ *|[;&] *)make ([a-z][a-z0-9-]*)", code, re.MULTILINE))
    assert asked <= TARGETS
    for module in re.findall(r"python -m (benchmarks[\w.]*|local[\w.]*)", code):
        path = ROOT / module.replace(".", "/")
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), module


def test_the_commands_of_the_makefile_are_found() -> None:
    assert {"demo", "test", "bench-api"} <= TARGETS
    assert "make demo" in code_of(ROOT / "README.md")
