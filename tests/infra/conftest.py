"""Fixtures: each stage is synthesised once."""

from __future__ import annotations

import dataclasses

import pytest

from app import build
from infra.stage import Extraction, Stage
from tests.infra.synthesis import Synthesis, Template, synthesise, unbuilt_app


@pytest.fixture(scope="session")
def production() -> Synthesis:
    """Return what would be deployed to the cloud."""
    return synthesise(stage="prod")


@pytest.fixture(scope="session")
def data(production: Synthesis) -> Template:
    """Return production's stateful stack."""
    return production.data


@pytest.fixture(scope="session")
def service(production: Synthesis) -> Template:
    """Return production's stateless stack."""
    return production.service


@pytest.fixture(scope="session")
def one_machine() -> Synthesis:
    """Return what is deployed to the emulator."""
    return synthesise(
        stage="local",
        endpoint="http://127.0.0.1:4566",
        redisUrl="redis://127.0.0.1:6379/0",
        uploadTtlSeconds="60",
    )


@pytest.fixture(scope="session")
def with_workers() -> Synthesis:
    """Return production where queue workers extract the segments."""
    app = unbuilt_app(stage="prod")
    stage = dataclasses.replace(Stage.of(app.node), extraction=Extraction.WORKERS)
    stacks = build(app, stage)
    assembly = app.synth()
    artifacts = [assembly.get_stack_by_name(one.stack_name) for one in stacks]
    return Synthesis(*(Template(one.template, is_protected=True) for one in artifacts))
