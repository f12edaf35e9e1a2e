"""The stream's images are read back as what was stored."""

from __future__ import annotations

import pytest

from idance.store.images import Versioned, read_image
from tests.builders import any_caller, any_score
from tests.integration.house import CORE_TABLE, House, items_of
from tests.integration.idance.journey import dance, publish


def test_the_images_of_a_dance_are_its_submission_and_stats(house: House) -> None:
    caller = any_caller()
    final = dance(house, caller, publish(house), any_score(95))

    images = {sk: read_image(image) for (_, _, sk), image in items_of(CORE_TABLE).items()}

    submission = house.submission_store.versioned(caller.user_id, final.challenge_id)
    assert images.pop(f"SUB#{final.challenge_id}") == submission
    assert submission
    assert submission.value == final
    assert images.pop("STATS") == house.dancers.versioned_stats(caller.user_id)
    profile = house.dancers.profile(caller.user_id)
    assert profile
    assert images.pop("PROFILE") == Versioned(profile, 1)
    assert len(images) == 7
    assert set(images.values()) == {None}


@pytest.mark.parametrize(
    "image",
    [
        {},
        {"SK": {"S": "STATS"}},
        {"SK": {"S": "STATS"}, "doc": {"S": "{}"}},
        {"SK": {"S": "SUB#ch_x"}, "doc": {"S": "nonsense"}},
        {"SK": {"N": "1"}},
        {"SK": {"S": "STATS"}, "doc": {"M": {}}},
    ],
)
def test_what_is_no_item_of_the_core_table_is_refused(image: dict[str, dict[str, str]]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_image(image)
