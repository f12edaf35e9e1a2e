"""Readers who never pause and dancers who go on entering: each notes what its calls came to."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from threading import Event, Thread
from typing import Final

import httpx

from benchmarks.load.calls import Call, Outcome
from local.phone import ApiError, Phone, UploadRefusedError, upload

Query = dict[str, str | int]


class Crowd:
    """Everybody at once, for as long as the test lasts.

    Attributes
    ----------
    calls : list of Call
        In the order in which they ended.
    accepted : list of str
        The submissions that the API has taken.
    """

    def __init__(self, challenge_id: str) -> None:
        self._challenge_id = challenge_id
        self._began = time.monotonic()
        self._over = Event()
        self.calls: list[Call] = []
        self.accepted: list[tuple[Phone, str]] = []

    @property
    def now(self) -> float:
        """Seconds since the test began."""
        return time.monotonic() - self._began

    @contextmanager
    def at_work(
        self, readers: Sequence[Phone], dancers: Sequence[tuple[Phone, Path]], *, every_s: float
    ) -> Iterator[None]:
        """Have readers read without a pause, and a dancer enter every so many seconds."""
        threads = [Thread(target=self._read_on, args=(phone,), daemon=True) for phone in readers]
        threads.append(Thread(target=self._enter_on, args=(dancers, every_s), daemon=True))
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._over.set()
            for thread in threads:
                thread.join()

    def read(self, phone: Phone, what: str, path: str, query: Query) -> Call:
        """Read a board once, and note it."""
        at = self.now
        try:
            answer = phone.http.get(path, params=query)
            outcome, note = _read(answer), "" if answer.is_success else answer.text[:200]
        except httpx.HTTPError as error:
            outcome, note = Outcome.FAILED, repr(error)
        call = Call(what, at, self.now - at, outcome, note)
        self.calls.append(call)
        return call

    def _read_on(self, phone: Phone) -> None:
        own = f"/leaderboards/challenge/{self._challenge_id}"
        for what, path, query in cycle(_reads(own)):
            if self._over.is_set():
                return
            self.read(phone, what, path, query)

    def _enter_on(self, dancers: Sequence[tuple[Phone, Path]], every_s: float) -> None:
        for phone, clip in dancers:
            if self._over.wait(every_s):
                return
            self._enter(phone, clip)

    def _enter(self, phone: Phone, clip: Path) -> None:
        at = self.now
        try:
            grant = phone.create_session(clip, challenge_id=self._challenge_id)
            upload(grant.upload, clip.read_bytes())
            taken = phone.submit(self._challenge_id, grant.session_id)
        except (ApiError, UploadRefusedError, httpx.HTTPError) as error:
            self.calls.append(Call("enter", at, self.now - at, Outcome.FAILED, repr(error)))
            return
        self.accepted.append((phone, taken.submission_id))
        self.calls.append(Call("enter", at, self.now - at, Outcome.TAKEN))


_WEEK: Final[Query] = {"period": "weekly", "limit": 50}


def _reads(own: str) -> Sequence[tuple[str, str, Query]]:
    return (
        ("top 100", own, {"limit": 100}),
        ("around me", own, {"view": "around", "limit": 11}),
        ("the week", "/leaderboards/global", _WEEK),
    )


def _read(answer: httpx.Response) -> Outcome:
    if answer.is_success:
        return Outcome.PUBLISHED if answer.json()["approximate"] else Outcome.LIVE
    is_said = answer.status_code == httpx.codes.SERVICE_UNAVAILABLE
    return Outcome.AWAY if is_said and "Retry-After" in answer.headers else Outcome.FAILED
