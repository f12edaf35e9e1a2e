"""One issuer for all tests of the authorizer, and a fresh verifier for each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.unit.functions.authorizer.issuer import Issuer, running_issuer, trusted


@pytest.fixture(scope="session")
def _one_issuer() -> Iterator[Issuer]:
    with running_issuer() as issuer:
        yield issuer


@pytest.fixture
def issuer(_one_issuer: Issuer) -> Iterator[Issuer]:
    """Yield an issuer the authorizer is configured for."""
    with trusted(_one_issuer):
        yield _one_issuer
