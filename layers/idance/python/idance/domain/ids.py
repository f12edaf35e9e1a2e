"""Identifiers that carry their own address: no look-up table behind any of them."""

from __future__ import annotations

import base64
import hashlib
import re
import uuid
from dataclasses import dataclass
from datetime import date, datetime

REFERENCE_PREFIX = "challenges/demo_"
"""Of the demo videos whose choreography is kept: clients know such keys as demoVideoFileKey."""
CHALLENGE_ID = re.compile(r"ch_[0-9a-z]{4,40}")
SUBMISSION_ID = re.compile(r"sub_([0-9a-v]{26})_([0-9a-z]{4,40})")
_REFERENCE_KEY = re.compile(re.escape(REFERENCE_PREFIX) + r"([0-9A-Za-z-]{1,64})\.[0-9a-z]{2,5}")
_VIDEO_KEY = re.compile(
    r"videos/[0-9a-f]{2}/\d{4}-\d{2}-\d{2}/"
    r"(?P<user>[0-9a-f-]{36})/(?P<session>sess_[0-9a-f]{32})\.[0-9a-z]{2,5}",
)


def user_id_of(issuer: str, subject: str) -> str:
    """Return the dancer's id: a UUID that is the same for the same identity, always.

    Any issuer's subjects (numbers at Google, UUIDs at Cognito) become 16 bytes, so that a
    leaderboard member is never longer.
    """
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{issuer}#{subject}"))


def new_challenge_id(entropy: uuid.UUID) -> str:
    """Return the id of a challenge made by a person."""
    return f"ch_{entropy.hex}"


def generated_challenge_id(day: date, *, slot: str = "daily", ordinal: int = 0) -> str:
    """Return the id of the challenge generated for a slot of a day: the same, always.

    Every time an admin empties the slot, its next challenge has the next ordinal.
    """
    again = f"x{ordinal}" if ordinal else ""
    return f"ch_{slot.replace('-', '')}{day:%Y%m%d}{again}"


def new_session_id(entropy: uuid.UUID) -> str:
    """Return the id of a new session."""
    return f"sess_{entropy.hex}"


def new_comment_id(at: datetime, entropy: uuid.UUID) -> str:
    """Return the id of a comment written at a moment: ids sort by time."""
    return f"cmt_{int(at.timestamp() * 1000):012x}{entropy.hex[:16]}"


def submission_id(user_id: str, challenge_id: str) -> str:
    """Return the id of the one submission a dancer has in a challenge."""
    packed = base64.b32hexencode(uuid.UUID(user_id).bytes).decode().rstrip("=").lower()
    return f"sub_{packed}_{challenge_id.removeprefix('ch_')}"


@dataclass(frozen=True, slots=True)
class SubmissionAddress:
    """Where a submission lives: in its dancer's partition, under its challenge."""

    user_id: str
    challenge_id: str


def parse_submission_id(text: str) -> SubmissionAddress | None:
    """Return where the submission lives, or None if the text is no submission id.

    The last of the 26 letters has two spare bits: only the canonical spelling is an id.
    """
    match = SUBMISSION_ID.fullmatch(text)
    if match is None:
        return None
    raw = base64.b32hexdecode(match[1].upper() + "======")
    address = SubmissionAddress(str(uuid.UUID(bytes=raw)), f"ch_{match[2]}")
    return address if submission_id(address.user_id, address.challenge_id) == text else None


def video_key(*, user_id: str, session_id: str, day: date, extension: str) -> str:
    """Return the S3 key of a session's clip; the hash in front spreads the load over prefixes."""
    shard = hashlib.sha256(session_id.encode()).hexdigest()[:2]
    return f"videos/{shard}/{day:%Y-%m-%d}/{user_id}/{session_id}.{extension}"


def session_of_video_key(key: str) -> str | None:
    """Return the session a clip belongs to, or None if the key is not a clip's."""
    match = _VIDEO_KEY.fullmatch(key)
    return match["session"] if match else None


def reference_key(reference_id: str, *, extension: str) -> str:
    """Return the S3 key of a demo video."""
    return f"{REFERENCE_PREFIX}{reference_id}.{extension}"


def reference_of_key(key: str) -> str | None:
    """Return the id of the demo video that has this key, or None if it is no demo video's."""
    match = _REFERENCE_KEY.fullmatch(key)
    return match[1] if match else None


def pose_key(*, pose_version: str, video_sha256: str) -> str:
    """Return the S3 key of the landmarks of a clip: the same bytes are never extracted twice."""
    return f"poses/{pose_version}/{video_sha256[:2]}/{video_sha256}.npz"


def traits_key(pose_key: str, *, traits_version: int) -> str:
    """Return the S3 key of what was measured on a clip's pictures, beside its landmarks."""
    return f"{pose_key.removesuffix('.npz')}.traits{traits_version}.json"


def picture_key(*, extension: str, challenge_id: str, versions: str, video_sha256: str) -> str:
    """Return the S3 key of a picture of a clip as it was scored for a challenge."""
    return f"pictures/{versions}/{video_sha256[:2]}/{video_sha256}/{challenge_id}.{extension}"


def analysis_key(*, session_id: str, challenge_id: str) -> str:
    """Return the S3 key of everything that was found in a clip for a challenge."""
    return f"analyses/{challenge_id}/{session_id}.json"


def exports_of(user_id: str) -> str:
    """Return how the S3 keys begin of what a dancer has asked to be told."""
    return f"exports/{user_id}/"


def export_key(*, user_id: str, entropy: uuid.UUID) -> str:
    """Return the S3 key of everything that is held about a dancer, as it was asked for once."""
    return f"{exports_of(user_id)}{entropy.hex}.json"


def beats_key(pose_key: str, *, beats_version: int) -> str:
    """Return the S3 key of the beats of a clip's own sound, beside its landmarks."""
    return f"{pose_key.removesuffix('.npz')}.beats{beats_version}.json"


def segment_key(pose_key: str, *, index: int, count: int) -> str:
    """Return the S3 key of what was found in one of a clip's segments, until it is joined."""
    return f"segments/{pose_key.removesuffix('.npz')}/{index}-of-{count}.npz"
