"""One dancer's journey: from the clip on the phone to the score in the hand."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from functions.api.responses.submissions import SubmissionResponse
from idance.domain.submission_status import SubmissionStatus
from local.phone import ApiError, Phone, TooSlowError, UploadRefusedError, upload

OnStep = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """A dancer about to enter the challenge.

    Attributes
    ----------
    submit_first : bool
        Submit before the upload; the other order works as well.
    """

    name: str
    clip: Path
    phone: Phone
    submit_first: bool = False


@dataclass(slots=True)
class Danced:
    """How it went.

    Attributes
    ----------
    submission : SubmissionResponse or None
        As last seen; None if the clip never got as far.
    code, message : str or None
        Why there is no score.
    timings_ms : dict[str, float]
        Milliseconds per step, as the phone felt them.
    """

    entry: Entry
    session_id: str | None = None
    submission: SubmissionResponse | None = None
    code: str | None = None
    message: str | None = None
    timings_ms: dict[str, float] = field(default_factory=dict)

    @property
    def score(self) -> float | None:
        """The score, if there is one that counts."""
        return self.submission.score if self.submission and not self.code else None

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        """Measure a step."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.timings_ms[step] = round((time.perf_counter() - began) * 1000, 1)


def dance(entry: Entry, challenge_id: str, *, on_step: OnStep = lambda _: None) -> Danced:
    """Play the journey to its end, good or bad; what the service refuses is part of the result."""
    danced = Danced(entry)
    try:
        _enter(danced, challenge_id, on_step)
    except ApiError as error:
        danced.code, danced.message = error.code, error.message
    except UploadRefusedError as error:
        danced.code, danced.message = "UPLOAD_REFUSED", str(error)
    except TooSlowError as error:
        danced.code, danced.message = "TOO_SLOW", str(error)
    on_step(outcome(danced))
    return danced


def _enter(danced: Danced, challenge_id: str, on_step: OnStep) -> None:
    entry, phone = danced.entry, danced.entry.phone
    on_step("starting a session")
    with danced.timed("session"):
        grant = phone.create_session(entry.clip, challenge_id=challenge_id)
    danced.session_id = grant.session_id

    def send() -> None:
        on_step("uploading")
        with danced.timed("upload"):
            upload(grant.upload, entry.clip.read_bytes())

    def submit() -> str:
        on_step("submitting")
        with danced.timed("submit"):
            caption = f"{entry.name} on one machine"
            return phone.submit(challenge_id, grant.session_id, caption=caption).submission_id

    if entry.submit_first:
        submission_id = submit()
        send()
    else:
        send()
        submission_id = submit()
    with danced.timed("scoring"):
        seen = phone.follow(submission_id, on_look=lambda now: on_step(now.status.value.lower()))
    danced.submission = seen
    if seen.rejection:
        danced.code, danced.message = seen.rejection.code.value, seen.rejection.message
    elif seen.status is SubmissionStatus.HELD:
        danced.code, danced.message = seen.status.value, "\n".join((seen.message, *seen.reasons))


def outcome(danced: Danced) -> str:
    """Return the score, or why there is none, in one word."""
    return danced.code or f"{danced.score:.2f}"
