"""A dancer is forgotten: over HTTP, by the real state machine and streams, to the raw tables."""

from __future__ import annotations

import base64
import gzip
import json
import time
import uuid
from typing import Any

import httpx
from redis import Redis

from idance.domain.ids import parse_submission_id
from local.demo.journey import Entry, dance
from local.emulator import aws_session
from local.phone import Phone
from local.stage import Stage
from tests.e2e.conftest import NewChallenge, NewClip, SignIn

PATIENCE_S = 90.0
TABLES = ("Challenges", "Core", "Social", "Aggregates", "Operations")


def words_of(user_id: str, name: str) -> tuple[str, ...]:
    """Return every spelling by which a dancer is named."""
    packed = base64.b32hexencode(uuid.UUID(user_id).bytes).decode().rstrip("=").lower()
    return (user_id, user_id.replace("-", ""), packed, name)


def named_in(stage: Stage, user_id: str, name: str) -> list[str]:
    """Return what in all tables, the bucket and Redis names a dancer."""
    words = words_of(user_id, name)
    said = [*items(stage), *objects(stage), *keys_of_redis(stage)]
    member = str(uuid.UUID(user_id).bytes)
    return [where for where, text in said if any(one in text for one in (*words, member))]


def items(stage: Stage) -> list[tuple[str, str]]:
    client = aws_session().client("dynamodb", endpoint_url=stage.endpoint)
    return [
        (f"{name} {item['PK']['S']} {item['SK']['S']}", json.dumps(item, default=str))
        for name in TABLES
        for page in client.get_paginator("scan").paginate(
            TableName=stage.outputs[f"{name}TableName"]
        )
        for item in page["Items"]
    ]


def objects(stage: Stage) -> list[tuple[str, str]]:
    client = aws_session().client("s3", endpoint_url=stage.endpoint)
    bucket = stage.outputs["MediaBucketName"]
    pages = client.get_paginator("list_objects_v2").paginate(Bucket=bucket)
    keys = [one["Key"] for page in pages for one in page.get("Contents", ())]
    return [
        (key, key + read(client.get_object(Bucket=bucket, Key=key)["Body"].read())) for key in keys
    ]


def read(body: bytes) -> str:
    return (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode("latin-1")


def keys_of_redis(stage: Stage) -> list[tuple[str, str]]:
    """Return what Redis holds, but for what remembers for two days what fell, and rates."""
    with Redis.from_url(stage.redis_url) as redis:
        keys: Any = redis.keys()
        kept = [one for one in keys if not one.endswith(b":lowered") and b"rate:" not in one]
        return [(key.decode("latin-1"), held(redis, key)) for key in kept]


def held(redis: Any, key: bytes) -> str:  # noqa: ANN401 (a client that returns anything)
    read_by = {b"zset": lambda: redis.zrange(key, 0, -1), b"set": lambda: redis.smembers(key)}
    return str(read_by.get(redis.type(key), lambda: "")())


def sociable(phone: Phone, dance_id: str, other_id: str) -> None:
    """Let a dancer like, comment and follow."""
    for path, body in (
        (f"/submissions/{dance_id}/like", {}),
        (f"/submissions/{dance_id}/comments", {"content": "Wow!"}),
        (f"/users/{other_id}/follow", {}),
    ):
        assert phone.http.post(path, json=body).is_success


def until_done(phone: Phone, erasure_id: str) -> dict[str, Any]:
    """Return the receipt, once there is one."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        told: dict[str, Any] = phone.http.get(f"/erasures/{erasure_id}").json()
        if told["status"] == "DONE":
            return told
        assert time.monotonic() < deadline, told
        time.sleep(0.5)


def test_a_dancer_who_asks_is_forgotten_everywhere(
    stage: Stage, sign_in: SignIn, new_challenge: NewChallenge, new_clip: NewClip
) -> None:
    name, challenge = "Mirabella Gone", new_challenge()
    leaver, stayer = sign_in(name), sign_in("Noah Stays")
    dances = [
        dance(Entry(who, new_clip(), phone), challenge.id).submission
        for who, phone in ((name, leaver), ("Noah Stays", stayer))
    ]
    own, others = (one.submission_id for one in dances if one)
    address, other = parse_submission_id(own), parse_submission_id(others)
    assert address
    assert other
    sociable(leaver, others, other.user_id)
    sociable(stayer, own, address.user_id)
    assert leaver.badges(address.user_id).badges
    assert len(named_in(stage, address.user_id, name)) > 15

    answer = leaver.http.delete("/users/me")
    assert answer.status_code == httpx.codes.ACCEPTED
    refused = leaver.http.post("/sessions", json={"contentType": "video/mp4", "sizeBytes": 9})
    assert (refused.status_code, refused.json()["code"]) == (httpx.codes.FORBIDDEN, "ERASED")
    receipt = until_done(stayer, answer.json()["erasureId"])
    assert {"submissions", "likes", "comments", "followers", "objects"} <= set(receipt["erased"])

    deadline = time.monotonic() + PATIENCE_S
    while left := named_in(stage, address.user_id, name):
        assert time.monotonic() < deadline, left
        time.sleep(1)
    for path in (f"/submissions/{others}", f"/submissions/{others}/comments", "/notifications"):
        assert name not in stayer.http.get(path).text
    board = stayer.challenge_board(challenge.id, limit=10)
    assert [entry.user.display_name for entry in board.leaderboard] == ["Noah Stays"]
    assert stayer.http.get(f"/submissions/{own}").status_code == httpx.codes.NOT_FOUND
