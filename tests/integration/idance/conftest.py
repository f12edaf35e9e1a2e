"""Who dances, and what: for tests that need no more than a dancer and a challenge."""

from __future__ import annotations

import pytest

from idance.domain.challenge import Challenge
from idance.domain.profile import Caller
from tests.builders import any_caller
from tests.integration.house import House
from tests.integration.idance.journey import publish


@pytest.fixture
def caller() -> Caller:
    return any_caller(display_name="Ada")


@pytest.fixture
def challenge(house: House) -> Challenge:
    return publish(house)
