"""A dancer who has left something in every place there is, and what still names them anywhere."""

from __future__ import annotations

import base64
import gzip
import json
import uuid
from dataclasses import dataclass, replace
from typing import Any, Final

from redis import Redis

from functions.scoring.pose_files import pose_file_key
from idance.domain.board import CLOSING, points_name
from idance.domain.consent import TERMS
from idance.domain.ids import analysis_key
from idance.domain.period import Period
from idance.domain.submission import Submission
from idance.store.board_rows import Lift, member_of
from idance.store.fingerprints import FiledClip, FingerprintStore
from tests.builders import NOW, any_score
from tests.integration.functions.api.journey import dance
from tests.integration.functions.api.phone import Phone
from tests.integration.functions.backend import Backend
from tests.integration.house import MEDIA_BUCKET, OPERATIONS_TABLE, client, items_of

NAME: Final = "Mirabella"
TABLES: Final = ("challenges", "core", "social", "aggregates", "operations")
LOWERED: Final = ":lowered"
"""How keys end that remember for two days, by member and version, what fell: see ADR 25."""
TWO_DAYS_S: Final = 48 * 3600
IOS: Final = "0123456789abcdef0123456789abcdef"


@dataclass(frozen=True)
class Life:
    """Who it is, and some of what is theirs.

    Attributes
    ----------
    others_dance : str
        The id of another's dance, which the dancer likes, comments on and has reported.
    waiting_clip : str
        The S3 key of a clip that is still being uploaded.
    """

    user_id: str
    dance: Submission
    others_dance: str
    waiting_clip: str


def live(backend: Backend, dancer: Phone, another: Phone, admin: Phone) -> Life:
    """Let a dancer do everything that leaves anything."""
    assert dancer.caller
    backend.later(hours=3)
    user_id = dancer.caller.user_id
    score = any_score(60.0).model_copy(update={"video_sha256": "ab" * 32})
    own, others = dance(backend, dancer, score), dance(backend, another, 70.0)
    submission = backend.house.submission_store.find(own)
    _be_sociable(backend, dancer, another, own, others)
    _be_judged(dancer, another, admin, own, user_id)
    _leave_objects(backend, submission)
    backend.house.leagues.seat(user_id, now=backend.now)
    keyed = replace(dancer, headers={"Idempotency-Key": "one press"})
    session_id = keyed.post(
        "/sessions", {"contentType": "video/mp4", "sizeBytes": 20_000_000, "multipart": True}
    ).body["sessionId"]
    waiting = backend.house.session_store.get(session_id).video_file_key
    _stand_on_boards(backend, user_id)
    said = json.dumps({"purpose": "research", "granted": True, "version": TERMS})
    assert dancer.send("PUT", "/users/me/consents", text=said).status < 300
    assert dancer.get("/users/me/data").status < 300
    return Life(user_id, submission, others, waiting)


def _be_sociable(backend: Backend, dancer: Phone, another: Phone, own: str, others: str) -> None:
    assert dancer.caller
    assert another.caller
    report = {"reason": "cheating", "detail": "I know what I saw."}
    for phone, theirs, reader in ((dancer, others, another), (another, own, dancer)):
        assert phone.post(f"/submissions/{theirs}/like").status < 300
        comments = f"/submissions/{theirs}/comments"
        said = phone.post(comments, {"content": "Wow!"}).body["commentId"]
        assert reader.post(f"{comments}/{said}/report", report).status < 300
    said = dancer.post(f"/submissions/{others}/comments", {"content": "Hm."}).body["commentId"]
    assert another.send("DELETE", f"/submissions/{others}/comments/{said}").status < 300
    for phone, whom in ((dancer, another), (another, dancer)):
        assert whom.caller
        backend.house.dancers.know(whom.caller.user_id, display_name=whom.caller.display_name)
        assert phone.post(f"/users/{whom.caller.user_id}/follow").status < 300
    device = json.dumps({"platform": "ios", "token": IOS})
    assert dancer.send("POST", "/users/me/devices", text=device).status < 300
    assert dancer.post(f"/submissions/{others}/report", report).status < 300
    assert another.post(f"/submissions/{own}/report", report).status < 300


def _be_judged(dancer: Phone, another: Phone, admin: Phone, own: str, user_id: str) -> None:
    del dancer, another
    assert admin.post(f"/submissions/{own}/hold").status < 300
    assert admin.post(f"/submissions/{own}/review", {"release": True}).status < 300
    assert admin.post(f"/users/{user_id}/ban").status < 300
    assert admin.post(f"/users/{user_id}/unban").status < 300


def _leave_objects(backend: Backend, submission: Submission) -> None:
    session = backend.house.session_store.get(submission.session_id)
    assert session.score
    assert session.score.video_sha256
    pose = session.pose_data_file_key or pose_file_key(session.score.video_sha256)
    keys = {
        session.video_file_key,
        pose,
        pose.replace(".npz", ".traits3.json"),
        f"segments/{pose.removesuffix('.npz')}/0-of-1.npz",
        *session.derived_keys,
        analysis_key(session_id=session.id, challenge_id=submission.challenge_id),
    }
    for key in keys:
        client("s3").put_object(Bucket=MEDIA_BUCKET, Key=key, Body=submission.user_id.encode())
    filed = FiledClip(
        session_id=session.id, user_id=session.user_id, pose_file_key=pose, at=backend.now
    )
    FingerprintStore(OPERATIONS_TABLE).file(filed, ["one", "two"])


def _stand_on_boards(backend: Backend, user_id: str) -> None:
    house = backend.house
    stats = house.dancers.versioned_stats(user_id)
    house.feed.lift(house.feed.reader.entries_of(stats), now=backend.now)
    alltime = points_name(Period.ALLTIME, NOW)
    closing = house.directory.of_points(f"{alltime}{CLOSING}")
    house.boards.lift([Lift(closing, {user_id: (closing.pack(1.0, NOW), 1)}, 0)])
    house.publisher.publish_changes(backend.now)


def named_in(user_id: str, name: str, redis_url: str) -> list[str]:
    """Return every place that names a dancer, but for what is gone from Redis in two days."""
    found = named_places(user_id, redis_url, name=name)
    return [f"{where} {key}" for where, key in found if not key.endswith(LOWERED)]


def named_places(user_id: str, redis_url: str, *, name: str = NAME) -> list[tuple[str, str]]:
    """Return every place that names a dancer: by id in any spelling, by name, by dance."""
    packed = base64.b32hexencode(uuid.UUID(user_id).bytes).decode().rstrip("=").lower()
    words = (user_id, user_id.replace("-", ""), packed, name)
    found = [
        (table, f"{pk} / {sk}")
        for (table, pk, sk), item in items_of(*TABLES).items()
        if any(word in json.dumps(item) for word in words)
    ]
    found += [
        ("media", key) for key, body in objects() if any(one in f"{key}{body}" for one in words)
    ]
    return found + [
        ("redis", key) for key, said in redis_of(redis_url) if _says(said, user_id, words)
    ]


def _says(said: str, user_id: str, words: tuple[str, ...]) -> bool:
    return any(word in said for word in (*words, str(member_of(user_id))))


def objects() -> list[tuple[str, str]]:
    """Return every object of the bucket, with what it says."""
    listed = client("s3").list_objects_v2(Bucket=MEDIA_BUCKET).get("Contents", ())
    return [(one["Key"], _text(one["Key"])) for one in listed]


def _text(key: str) -> str:
    got = client("s3").get_object(Bucket=MEDIA_BUCKET, Key=key)
    body: bytes = got["Body"].read()
    return (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode("latin-1")


def redis_of(url: str) -> list[tuple[str, str]]:
    """Return every key of Redis, with what it holds; what fell lately is remembered two days."""
    with Redis.from_url(url) as redis:
        keys: Any = redis.keys()
        lowered = [key for key in keys if key.decode().endswith(LOWERED)]
        assert all(0 < redis.ttl(key) <= TWO_DAYS_S for key in lowered)
        return [(key.decode(), str(_held(redis, key))) for key in keys]


def redis_keys(url: str) -> list[str]:
    """Return every key of Redis."""
    return [key for key, _ in redis_of(url)]


def _held(redis: Any, key: bytes) -> Any:  # noqa: ANN401 (whatever Redis holds)
    read = {
        b"zset": lambda: redis.zrange(key, 0, -1),
        b"set": lambda: redis.smembers(key),
        b"hash": lambda: redis.hgetall(key),
        b"string": lambda: redis.get(key),
    }
    return read[redis.type(key)]()
