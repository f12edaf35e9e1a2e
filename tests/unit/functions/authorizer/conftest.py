"""One issuer for all tests of the authorizer, and a fresh verifier for each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from functions.authorizer import wiring
from tests.unit.functions.authorizer.issuer import AUDIENCE, ISSUER, Issuer, running_issuer


@pytest.fixture(scope="session")
def _one_issuer() -> Iterator[Issuer]:
    with running_issuer() as issuer:
        yield issuer


@pytest.fixture
def issuer(_one_issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Issuer]:
    """Yield an issuer the authorizer is configured for."""
    monkeypatch.setenv("OIDC_ISSUER", ISSUER)
    monkeypatch.setenv("OIDC_AUDIENCE", AUDIENCE)
    monkeypatch.setenv("OIDC_JWKS_URL", _one_issuer.jwks_url)
    monkeypatch.setenv("ADMIN_GROUP", "admins")
    _one_issuer.fetches = 0
    wiring.verifier.cache_clear()
    yield _one_issuer
    wiring.verifier.cache_clear()
