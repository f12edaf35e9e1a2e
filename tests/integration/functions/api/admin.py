"""What an admin sends."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.builders import TODAY
from tests.integration.functions.api.phone import Answer, Phone
from tests.integration.house import MEDIA_BUCKET, client

DEMO_VIDEO = "challenges/demo_123.mp4"


def put_media(key: str = DEMO_VIDEO) -> None:
    """Have a file in the bucket."""
    client("s3").put_object(Bucket=MEDIA_BUCKET, Key=key, Body=b"a dance")


def a_draft(*, days_ahead: int = 2, **changes: object) -> dict[str, Any]:
    """Return what an admin sends, valid but for what the test changes."""
    day = TODAY + timedelta(days=days_ahead)
    draft: dict[str, object] = {
        "title": "Freestyle Friday",
        "description": "Show your best freestyle moves!",
        "type": "freestyle",
        "startTime": f"{day}T00:00:00Z",
        "endTime": f"{day}T23:59:59Z",
        "points": 150,
        "badgeName": "Freestyle Master",
    }
    return draft | changes


def made(admin: Phone, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 (JSON)
    """Let an admin make a challenge."""
    answer = admin.post("/challenges", a_draft(**changes))
    assert answer.status == 201, answer
    body: dict[str, Any] = answer.body
    assert answer.headers["ETag"] == f'"{body["version"]}"'
    return body


def change(  # noqa: PLR0913 (a request, each part by name)
    admin: Phone,
    method: str,
    challenge: dict[str, Any],
    body: object = None,
    *,
    version: str | None = None,
    path: str = "",
) -> Answer:
    """Send a change of a challenge that is meant for a version of it."""
    headers = {"If-Match": f'"{version or challenge["version"]}"'}
    text = None if body is None else json.dumps(body)
    who = replace(admin, headers=headers)
    return who.send(method, f"/challenges/{challenge['id']}{path}", text=text)
