"""The functions' environment, over the house's tables."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from functions.api.handler import app
from idance.store import table
from idance.store.item import Item
from idance.store.steps import putting
from tests.integration.functions.api.examples import RECORDING
from tests.integration.functions.backend import Backend, forget_wiring
from tests.integration.house import (
    AGGREGATES_TABLE,
    CHALLENGES_TABLE,
    CORE_TABLE,
    LOST_RECORDS_QUEUE_URL,
    MEDIA_BUCKET,
    MEDIA_URL,
    NEWS_QUEUE_URL,
    OPERATIONS_TABLE,
    SOCIAL_TABLE,
    UPLOAD_TTL,
    House,
)
from tests.inventory import item_kinds
from tests.unit.pose.model import MODEL_PATH


@pytest.fixture
def backend(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[Backend]:
    """Yield the functions as a cold start finds them."""
    environment = {
        "CHALLENGES_TABLE": CHALLENGES_TABLE,
        "CORE_TABLE": CORE_TABLE,
        "AGGREGATES_TABLE": AGGREGATES_TABLE,
        "OPERATIONS_TABLE": OPERATIONS_TABLE,
        "SOCIAL_TABLE": SOCIAL_TABLE,
        "LIVE_URL": "wss://live.example/prod",
        "NEWS_QUEUE_URL": NEWS_QUEUE_URL,
        "LOST_RECORDS_QUEUE_URL": LOST_RECORDS_QUEUE_URL,
        "MEDIA_BUCKET": MEDIA_BUCKET,
        "MEDIA_URL": MEDIA_URL,
        "REDIS_URL": house.redis_url,
        "STATE_MACHINE_ARN": house.state_machine_arn,
        "DRAWING_MACHINE_ARN": house.drawing_machine_arn,
        "RESCORING_MACHINE_ARN": house.rescoring_machine_arn,
        "ERASING_MACHINE_ARN": house.erasing_machine_arn,
        "ERASURE_SETTLES_SECONDS": "0",
        "RATE_PER_USER": "1000",
        "RATE_PER_ADDRESS": "10000",
        "REPORTS_PER_HOUR": "20",
        "REPORTS_TO_HIDE": "3",
        "UPLOAD_TTL_SECONDS": str(int(UPLOAD_TTL.total_seconds())),
        "POSE_MODEL_PATH": str(MODEL_PATH),
        "POWERTOOLS_METRICS_NAMESPACE": "iDance",
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(table, "putting", known_putting)
    forget_wiring()
    yield Backend(house)
    app.dependency_overrides.clear()
    forget_wiring()


def known_putting(item: Item) -> dict[str, Any]:
    """Let an item be written if the page on privacy knows its kind."""
    key = f"{item.pk} / {item.sk}"
    assert item_kinds(key), f"{key}: a new kind of item; say in docs/privacy.md what it is"
    return putting(item)


@pytest.fixture(scope="session", autouse=True)
def _examples() -> Iterator[None]:
    """Write what was answered, where `make examples` asks for it."""
    yield
    if os.environ.get("WRITE_EXAMPLES"):
        RECORDING.write()
