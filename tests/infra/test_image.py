"""The scoring image: Docker cannot build it in a test, but what it is built of can be checked."""

from __future__ import annotations

import importlib.util
import re

from infra.assets import IMAGE_SOURCES
from infra.stage import Stage
from tests.infra.synthesis import ROOT, Synthesis

DOCKERFILE = (ROOT / "functions" / "scoring" / "Dockerfile").read_text().replace("\\\n", " ")
COPIES = [
    source.rstrip("/")
    for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE)
    for source in line.split()[:-1]
]


def test_what_is_copied_is_there_and_nothing_else_is_sent() -> None:
    assert all((ROOT / source).exists() for source in COPIES)
    assert sorted(COPIES) == sorted(source.removesuffix("/**") for source in IMAGE_SOURCES)


def test_the_smoke_import_names_modules_that_exist() -> None:
    (modules,) = re.findall(r'python -c "import (.+)"', DOCKERFILE)
    assert all(importlib.util.find_spec(module) for module in modules.split(", "))


def test_the_functions_look_for_the_model_where_the_image_has_it(production: Synthesis) -> None:
    function = production.service.functions()["functions.scoring.extract_segment.lambda_handler"]
    model = function.properties["Environment"]["Variables"]["POSE_MODEL_PATH"]
    assert f"pose_landmarker.task {model}\n" in DOCKERFILE


def test_the_stage_says_what_the_image_stands_on() -> None:
    assert f"ARG BASE_IMAGE={Stage(name='any').base_image}\n" in DOCKERFILE


def test_libraries_are_installed_by_hash() -> None:
    installs = re.findall(r"pip install .+", DOCKERFILE)
    assert installs
    assert all("--require-hashes" in line for line in installs)
