"""Clips on their way into S3, without a phone."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import boto3

from idance.domain.errors import ConflictError
from idance.domain.profile import Caller
from idance.domain.session import Session
from idance.domain.submission import Submission
from idance.service.session import UploadGrant
from local.demo.opening import todays_draft
from tests.builders import any_caller
from tests.integration.functions.backend import Backend
from tests.integration.functions.scoring.state_machine import (
    STATES,
    Document,
    Execution,
    execute,
    run_task,
    selected,
)
from tests.integration.house import MEDIA_BUCKET


@dataclass(frozen=True)
class Upload:
    """A dancer with a session, at this very moment: handlers read the real clock."""

    backend: Backend
    caller: Caller
    grant: UploadGrant
    challenge_id: str

    @property
    def document(self) -> Document:
        """What the event of the upload starts the state machine with."""
        return {"bucket": MEDIA_BUCKET, "key": self.grant.session.video_file_key}

    @property
    def session(self) -> Session:
        """The session as it is now."""
        return self.backend.house.sessions.get(self.caller, self.grant.session.id)

    @property
    def submission(self) -> Submission:
        """The dancer's submission as it is now."""
        found = self.backend.house.submission_store.get(self.caller.user_id, self.challenge_id)
        assert found is not None
        return found

    def put(self, clip: bytes | Path) -> None:
        """Upload a clip, with nothing happening yet."""
        body = clip.read_bytes() if isinstance(clip, Path) else clip
        boto3.client("s3").put_object(
            Bucket=MEDIA_BUCKET,
            Key=self.grant.session.video_file_key,
            Body=body,
        )

    def process(self, clip: bytes | Path) -> Execution:
        """Upload a clip and run what the upload starts."""
        self.put(clip)
        return execute(self.document)

    def posed(self, clip: bytes | Path) -> Document:
        """Upload a clip and go as far as its landmarks; return the document of then."""
        self.put(clip)
        document = run_task("ProbeVideo", self.document)
        for segment in document["segments"]:
            item = selected(STATES["ExtractSegments"]["ItemSelector"], document, segment)
            run_task("ExtractSegment", item)
        return run_task("JoinPose", document)

    def submit(self) -> Submission:
        """Enter the clip in today's challenge."""
        return self.backend.house.submissions.submit_to_challenge(
            self.caller,
            self.challenge_id,
            session_id=self.grant.session.id,
            caption=None,
            tags=(),
            now=datetime.now(UTC),
        )


def an_upload(backend: Backend, *, announced: bool = False, caller: Caller | None = None) -> Upload:
    """Return a new session; announced ones say which challenge the clip is for."""
    now, house = datetime.now(UTC), backend.house
    with suppress(ConflictError):  # the test has made one of its own; else a weekday's would come
        house.challenges.create_challenge(
            todays_draft(now), created_by="admin", now=now, entropy=uuid4()
        )
    challenge_id = house.challenges.get_active_challenge(now).id
    dancer = caller or any_caller()
    grant = house.sessions.create(
        dancer,
        content_type="video/mp4",
        size_bytes=1_000_000,
        challenge_id=challenge_id if announced else None,
        now=now,
        entropy=uuid4(),
    )
    return Upload(backend, dancer, grant, challenge_id)
