"""The published manifest follows every change of the days it shows, and outlives the API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from idance.domain.challenge import ChallengeStatus
from idance.domain.challenge_editing import ChallengePatch
from idance.domain.errors import UnavailableError
from idance.domain.public_challenge import Manifest
from idance.service.challenge_editing import ChallengeEditing, Edit
from idance.store.published import PublishedStore
from tests.builders import NOW, TODAY, any_draft, any_uuid
from tests.integration.house import MEDIA_BUCKET, House, client

KEY = "public/challenges.json"


def stored() -> Any:  # noqa: ANN401 (boto3 has no types here)
    return client("s3").get_object(Bucket=MEDIA_BUCKET, Key=KEY)


def published() -> Manifest:
    return Manifest.model_validate_json(stored()["Body"].read())


def title_of_today() -> str:
    return published().days[TODAY].title


def test_a_week_is_published_by_day_and_slot(house: House) -> None:
    house.challenges.pregenerate(NOW)

    assert house.room.manifest.publish(NOW)

    manifest = published()
    assert list(manifest.days) == [TODAY + timedelta(days=ahead) for ahead in range(8)]
    assert manifest.slots[TODAY]["daily"] == manifest.days[TODAY]
    assert stored()["CacheControl"] == (
        "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"
    )
    assert stored()["ContentType"] == "application/json"


def test_what_stands_there_already_is_not_written_again(house: House) -> None:
    house.challenges.pregenerate(NOW)

    assert house.room.manifest.publish(NOW)
    assert not house.room.manifest.publish(NOW + timedelta(minutes=5))


def test_every_change_is_published(house: House) -> None:
    house.challenges.rotate_daily_challenges(NOW)
    assert title_of_today() == house.challenges.get_active_challenge(NOW).title

    draft = house.challenges.create_challenge(
        any_draft(title="Made"),
        created_by="admin",
        now=NOW,
        entropy=any_uuid(),
        status=ChallengeStatus.DRAFT,
    )
    assert title_of_today() != "Made"

    editing = ChallengeEditing(house.room.store, service=house.challenges, rules=house.room.rules)
    edit = Edit(tag="*", admin="admin", now=NOW)
    editing.publish(draft.id, edit)
    assert title_of_today() == "Made"
    editing.patch(draft.id, ChallengePatch(title="Changed"), edit)
    assert title_of_today() == "Changed"
    editing.delete(draft.id, edit)
    assert title_of_today() not in {"Made", "Changed"}


def test_while_the_bucket_is_away_challenges_are_made_all_the_same(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> bool:
        raise UnavailableError("SERVICE_UNAVAILABLE", "The service is busy.")

    monkeypatch.setattr(PublishedStore, "publish", away)
    made = house.challenges.create_challenge(
        any_draft(), created_by="admin", now=NOW, entropy=any_uuid()
    )
    assert house.challenges.get_active_challenge(NOW) == made

    monkeypatch.undo()
    house.room.manifest.publish(NOW)
    assert published().days[TODAY].id == made.id
