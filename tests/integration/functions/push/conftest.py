"""The functions behind the streams, with SNS's platform applications in this process."""

from __future__ import annotations

import pytest

from tests.builders import any_caller
from tests.integration.functions.api.phone import Phone
from tests.integration.functions.backend import Backend
from tests.integration.functions.push.phones import Streams, open_platforms


@pytest.fixture
def topic(backend: Backend, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the topic that everybody hears, beside the applications."""
    del backend
    return open_platforms(monkeypatch)


@pytest.fixture
def streams(topic: str) -> Streams:
    """Return the tables' streams, from their beginning on."""
    del topic
    return Streams()


@pytest.fixture
def dancer(topic: str) -> Phone:
    """Return a dancer's phone."""
    del topic
    return Phone(any_caller())


@pytest.fixture
def another(topic: str) -> Phone:
    """Return another dancer's phone."""
    del topic
    return Phone(any_caller())
