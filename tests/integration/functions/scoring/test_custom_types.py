"""A type that an admin defines, from its definition to a dancer's score."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from local.drawn_dancer import Dance, write_clip
from tests.builders import any_caller
from tests.integration.functions.api.phone import Phone
from tests.integration.functions.backend import Backend
from tests.integration.functions.scoring.dances import FILM
from tests.integration.functions.scoring.uploads import an_upload

POPPING = {
    "name": "popping",
    "description": "Hits on the beat.",
    "baseType": "speed",
    "scoringCriteria": {"speed": 35, "rhythm": 65},
}


def test_a_dancer_is_scored_by_a_type_that_an_admin_has_defined(
    backend: Backend, tmp_path: Path
) -> None:
    backend.now = datetime.now(UTC)
    midnight = backend.now.replace(hour=0, minute=0, second=0, microsecond=0)
    admin = Phone(any_caller(role="admin"))
    assert admin.post("/challenge-types", POPPING).status == 201
    popped = {
        "title": "Pop Till You Drop",
        "type": "popping",
        "startTime": midnight.isoformat(),
        "endTime": (midnight + timedelta(days=1)).isoformat(),
        "points": 200,
        "badgeName": "Popper",
        "targetBpm": 120,
    }
    challenge = admin.post("/challenges", popped).body
    assert (challenge["type"], challenge["baseType"]) == ("popping", "speed")

    upload = an_upload(backend)
    assert upload.challenge_id == challenge["id"]
    upload.submit()
    write_clip(tmp_path / "popping.mp4", Dance(duration_s=8.0, seed=1), FILM)
    upload.process(tmp_path / "popping.mp4")

    scored = Phone(upload.caller).get(f"/submissions/{upload.submission.id}").body
    assert (scored["status"], scored["rejection"]) == ("SCORED", None)
    assert {one["name"]: one["weight"] for one in scored["metrics"]} == {"speed": 35, "rhythm": 65}
    assert sum(scored["scoreBreakdown"].values()) == pytest.approx(scored["score"], abs=0.005)
    assert scored["score"] > 0
    assert "Popper" in scored["badges"]
