"""docs/privacy.md is true: what is written is in its table, and what names a dancer is erased."""

from __future__ import annotations

import json

import pytest

from idance.store.core import CoreItem
from idance.store.table import Table
from tests.integration.functions.api.phone import Phone
from tests.integration.functions.backend import Backend
from tests.integration.functions.privacy.life import (
    TABLES,
    Life,
    named_places,
    objects,
    redis_keys,
)
from tests.integration.house import CORE_TABLE, items_of
from tests.inventory import Kind, item_kinds, kinds, kinds_of

BRIEFLY = {
    # Named in Redis only while somebody is banned, asks, or has just fallen.
    "lb:banned",
    "rate:<who>:<window>",
    "lb:{<board>}:lowered",
    # A challenge's league ends after its week: test_a_cohort_that_has_ended_keeps_its_places.
    "LG#<cohort> / RESULT",
    # Its bytes are landmarks: they name nobody by themselves.
    "poses/<version>/<sha>",
    "segments/<key>",
    "pictures/<versions>/<sha>",
    "analyses/<challenge>/<session>",
}


def places(backend: Backend) -> set[tuple[str, str]]:
    """Return every key there is: where, and how it is spelled."""
    found = {(table, f"{pk} / {sk}") for table, pk, sk in items_of(*TABLES)}
    found |= {("media", key) for key, _ in objects()}
    return found | {("redis", key) for key in redis_keys(backend.house.redis_url)}


def test_everything_that_is_written_is_in_the_table(
    backend: Backend, dancer: Phone, life: Life
) -> None:
    del life
    dancer.send("DELETE", "/users/me")
    unknown = [place for place in places(backend) if not kinds_of(*place)]
    assert unknown == [], "say in docs/privacy.md what it is, how long it is kept, how it is erased"


def test_what_names_a_dancer_is_said_to_and_all_that_is_said_to_is_erased_in_the_tests(
    backend: Backend, dancer: Phone, life: Life
) -> None:
    dancer.send("DELETE", "/users/me")
    naming = {kinds_of(*place)[0] for place in named_places(life.user_id, backend.house.redis_url)}
    assert [kind for kind in naming if kind.names != "dancer"] == []
    expected = {kind.key for kind in kinds() if kind.names == "dancer"}
    assert expected - {kind.key for kind in naming} <= BRIEFLY, "let `live` leave one of these"


def test_no_item_of_a_kind_that_the_page_does_not_know_can_be_written(backend: Backend) -> None:
    del backend
    table = Table(CoreItem, CORE_TABLE)
    with pytest.raises(AssertionError, match=r"docs/privacy\.md"):
        table.put(table.item("U#somebody", "SECRET#diary", doc=json.dumps({})))


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.key)
def test_every_row_says_how_long_on_what_ground_and_how_it_goes(kind: Kind) -> None:
    assert kind.ground in {"contract", "interest", "duty", "consent"}
    assert kind.names in {"dancer", "session", "admin", "nobody"}
    assert kind.kept
    assert kind.erased
    assert kind.names != "dancer" or not kind.erased.startswith("stays")


def test_keys_are_told_apart() -> None:
    assert [kind.what for kind in item_kinds("U#x / SUB#ch_1")] == ["entry in a challenge"]
    assert kinds_of("redis", "lb:{all}:lowered")[0].what == "what fell lately"
