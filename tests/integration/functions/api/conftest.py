"""Phones in several hands."""

from __future__ import annotations

import pytest

from tests.builders import any_caller
from tests.integration.functions.api.phone import Phone


@pytest.fixture
def dancer() -> Phone:
    """Return a dancer's phone."""
    return Phone(any_caller(display_name="Mia"))


@pytest.fixture
def another() -> Phone:
    """Return another dancer's phone."""
    return Phone(any_caller(display_name="Noah"))


@pytest.fixture
def admin() -> Phone:
    """Return an admin's phone."""
    return Phone(any_caller(role="admin", display_name="Ada"))


@pytest.fixture(autouse=True)
def _running(backend: object) -> None:
    """Have the API behind every phone."""
    del backend
