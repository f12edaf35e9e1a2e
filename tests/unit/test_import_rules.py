"""The import rules of pyproject.toml leave no folder of functions out."""

from __future__ import annotations

import tomllib
from typing import Any, Final

from local.settings import ROOT

RULES: Final[list[dict[str, Any]]] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"][
    "importlinter"
]["contracts"]
FOLDERS: Final = {f"functions.{one.parent.name}" for one in ROOT.glob("functions/*/__init__.py")}


def rule(name: str) -> dict[str, Any]:
    (found,) = [one for one in RULES if one["name"] == name]
    return found


def test_every_folder_of_functions_knows_no_other() -> None:
    assert set(rule("a function folder knows no other")["modules"]) == FOLDERS


def test_every_folder_but_scoring_may_not_know_pose() -> None:
    sources = rule("only the scoring function knows pose")["source_modules"]
    assert set(sources) == FOLDERS - {"functions.scoring"}
