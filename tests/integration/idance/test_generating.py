"""However the generator breaks, the day has its challenge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from botocore.exceptions import EndpointConnectionError

from idance.domain.challenge import Challenge
from idance.domain.challenge_type import ChallengeType
from idance.domain.errors import NotFoundError, UnavailableError
from idance.domain.generation import last_resort_challenge
from idance.domain.template import BUILT_IN, Template
from idance.service.challenge_rules import ChallengeRules
from idance.store.catalogue import Catalogue
from idance.store.challenges import ChallengeStore
from tests.builders import NOW, TODAY, any_challenge
from tests.integration.house import CHALLENGES_TABLE, MEDIA_BUCKET, House, client

Break = Callable[[House, pytest.MonkeyPatch], None]
DAY = timedelta(days=1)


def any_template(**known: object) -> Template:
    usual = {"name": "any", "title": "Any Template", "type": "freestyle", "points": 100}
    return Template.model_validate(usual | {"badge_name": "Any Badge"} | known)


def keep(house: House, **known: object) -> Template:
    template = any_template(**known)
    return house.room.templates.add(template.name, template)


def reading_raises(_: House, patch: pytest.MonkeyPatch) -> None:
    def refused(_: object) -> None:
        raise EndpointConnectionError(endpoint_url="https://dynamodb")

    patch.setattr(Catalogue, "all", refused)


def checking_raises(house: House, patch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    keep(house)
    patch.setattr(ChallengeRules, "check", broken)


def type_is_unknown(house: House, _: pytest.MonkeyPatch) -> None:
    keep(house, type="popping")


def reference_is_missing(house: House, _: pytest.MonkeyPatch) -> None:
    keep(house, type="accuracy")


def media_are_missing(house: House, _: pytest.MonkeyPatch) -> None:
    keep(house, demo_video_file_key="challenges/gone.mp4")


def bucket_is_away(house: House, patch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> bool:
        raise UnavailableError("SERVICE_UNAVAILABLE", "The service is busy.")

    keep(house, demo_video_file_key="challenges/there.mp4")
    patch.setattr("idance.store.published.PublishedStore.exists", away)


def template_is_no_template(house: House, _: pytest.MonkeyPatch) -> None:
    house.room.templates._table.put(
        house.room.templates._table.item("TEMPLATES", "T#broken", doc='{"title": 1}')
    )


def template_has_no_document(house: House, _: pytest.MonkeyPatch) -> None:
    house.room.templates._table.put(house.room.templates._table.item("TEMPLATES", "T#empty"))


def no_template_suits(house: House, _: pytest.MonkeyPatch) -> None:
    keep(house, enabled=False)


FAULTS: list[Break] = [
    reading_raises,
    checking_raises,
    type_is_unknown,
    reference_is_missing,
    media_are_missing,
    bucket_is_away,
    template_is_no_template,
    template_has_no_document,
    no_template_suits,
]


@pytest.mark.parametrize("breaks", FAULTS)
def test_a_generator_that_breaks_is_told_of_and_every_day_has_its_challenge(
    house: House, monkeypatch: pytest.MonkeyPatch, breaks: Break
) -> None:
    breaks(house, monkeypatch)
    faults: list[str] = []

    made = house.challenges.pregenerate(NOW, on_fault=faults.append)

    assert [one.start_time.date() for one in made] == [TODAY + ahead * DAY for ahead in range(8)]
    assert {one.title for one in made} == {template.title for template in BUILT_IN}
    assert len(faults) == 8
    assert house.challenges.get_active_challenge(NOW).is_open(NOW)


@pytest.mark.parametrize("breaks", FAULTS)
def test_a_day_that_is_asked_for_has_its_challenge_all_the_same(
    house: House, monkeypatch: pytest.MonkeyPatch, breaks: Break
) -> None:
    breaks(house, monkeypatch)

    assert house.challenges.get_active_challenge(NOW) == last_resort_challenge(TODAY, now=NOW)


def test_where_admins_keep_no_templates_the_built_in_ones_are_no_fault(house: House) -> None:
    faults: list[str] = []

    assert len(house.challenges.pregenerate(NOW, on_fault=faults.append)) == 8
    assert faults == []


def test_a_template_whose_media_are_there_is_used(house: House) -> None:
    client("s3").put_object(Bucket=MEDIA_BUCKET, Key="challenges/there.mp4", Body=b"dance")
    template = keep(house, demo_video_file_key="challenges/there.mp4")

    assert house.challenges.get_active_challenge(NOW).title == template.title


def test_a_store_that_is_away_for_one_day_does_not_keep_the_others_from_theirs(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill = ChallengeStore.fill

    def sometimes(store: ChallengeStore, day: object, *rest: object) -> Challenge:
        if day == TODAY + DAY:
            raise UnavailableError("TOO_BUSY", "Too many changes at once.")
        return fill(store, day, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(ChallengeStore, "fill", sometimes)
    faults: list[str] = []
    assert len(house.challenges.pregenerate(NOW, on_fault=faults.append)) == 7
    assert [fault.split()[0] for fault in faults] == [str(TODAY + DAY)]
    assert not house.outlook.look_ahead(NOW).has_tomorrow

    monkeypatch.undo()
    assert len(house.challenges.pregenerate(NOW)) == 1
    assert house.outlook.look_ahead(NOW).has_tomorrow


def test_two_who_fill_a_day_at_once_give_it_one_challenge(house: House) -> None:
    store = ChallengeStore(CHALLENGES_TABLE)
    mine, theirs = (any_challenge(base_type=ChallengeType.FREESTYLE) for _ in range(2))

    def outrun(_emptied: int) -> Challenge:
        # Somebody else fills the day between our look at it and our write.
        store.fill(TODAY, "daily", lambda _: theirs)
        return mine

    assert store.fill(TODAY, "daily", outrun) == theirs
    assert house.challenges.get_active_challenge(NOW).id == theirs.id
    with pytest.raises(NotFoundError):
        store.get(mine.id)


def test_media_that_have_gone_since_are_told_of(house: House) -> None:
    key = "challenges/there.mp4"
    client("s3").put_object(Bucket=MEDIA_BUCKET, Key=key, Body=b"dance")
    keep(house, demo_video_file_key=key)
    house.challenges.pregenerate(NOW)
    client("s3").delete_object(Bucket=MEDIA_BUCKET, Key=key)
    faults: list[str] = []

    outlook = house.outlook.look_ahead(NOW, on_fault=faults.append)

    assert (outlook.days, outlook.has_tomorrow, len(faults)) == (8, True, 8)
    assert all("MEDIA_NOT_FOUND" in fault for fault in faults)


def test_media_that_are_there_but_not_served_are_told_of(house: House) -> None:
    key = "challenges/there.mp4"
    client("s3").put_object(Bucket=MEDIA_BUCKET, Key=key, Body=b"dance")
    keep(house, demo_video_file_key=key)
    house.challenges.get_active_challenge(NOW)
    faults: list[str] = []

    house.outlook.look_ahead(NOW, on_fault=faults.append)

    assert len(faults) == 1
    assert faults[0].endswith("there.mp4 is there but not served")
