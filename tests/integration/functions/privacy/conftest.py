"""A dancer with a life, and those who are part of it."""

from __future__ import annotations

import pytest

from tests.builders import any_caller
from tests.integration.functions.api.phone import Phone
from tests.integration.functions.backend import Backend
from tests.integration.functions.privacy.life import NAME, Life, live


@pytest.fixture
def dancer() -> Phone:
    return Phone(any_caller(display_name=NAME))


@pytest.fixture
def another() -> Phone:
    return Phone(any_caller(display_name="Noah"))


@pytest.fixture
def admin() -> Phone:
    return Phone(any_caller(role="admin", display_name="Ada"))


@pytest.fixture
def life(backend: Backend, dancer: Phone, another: Phone, admin: Phone) -> Life:
    return live(backend, dancer, another, admin)
