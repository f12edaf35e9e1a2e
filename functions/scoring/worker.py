"""The queue worker: ExtractSegment for as long as there are segments, in the same container.

``python -m functions.scoring.worker`` is all there is to start. A job is hidden from other workers
while one works on it, a minute at a time; whoever dies lets go of it thereby. Told to stop, the
worker takes no new job, finishes the one it has, and gives back what it cannot finish in time. What
is found is stored once under the bytes it is of, so that a job done twice changes nothing.
"""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread
from time import monotonic
from typing import Final

from aws_lambda_powertools import Logger
from pydantic import ValidationError

from functions.scoring.contracts import SegmentJob, SegmentOfClip, TransientError
from functions.scoring.extract_segment import extract
from functions.scoring.rejecting import faults_named
from functions.scoring.wiring import WorkerSettings, services
from idance.domain.errors import UnavailableError
from idance.store.jobs import Callbacks, Job, JobQueue

HIDDEN_S: Final = 60
HEARTBEAT_S: Final = 20.0
GRACE_S: Final = 90.0
"""How long a job may go on after the worker is told to stop: Spot gives two minutes in all."""
MOST_DELIVERIES: Final = 3
"""As the queue's: one more, and a job goes to the dead letters."""
_BACK_OFF_S: Final = 5
_OUTAGE_S: Final = 5.0

logger = Logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Takes one job after the other until it is told to stop.

    Attributes
    ----------
    work
        Extracts a segment and stores it; may do so twice.
    stopping
        Set when no new job is to be begun.
    heartbeat_s, grace_s
        How often a job is hidden anew; how long it may go on once the worker is stopping.
    """

    jobs: JobQueue
    callbacks: Callbacks
    work: Callable[[SegmentOfClip], None]
    stopping: Event
    heartbeat_s: float = HEARTBEAT_S
    grace_s: float = GRACE_S

    def run(self) -> None:
        """Work until stopped; outages of the queue are waited out."""
        while not self.stopping.is_set():
            try:
                self.take_one()
            except UnavailableError as error:
                logger.warning("a part of AWS is away", extra={"reason": error.message})
                self.stopping.wait(_OUTAGE_S)

    def take_one(self) -> None:
        """Wait some seconds for a job, and do it."""
        job = self.jobs.receive(hidden_seconds=HIDDEN_S)
        if job is not None and self.stopping.is_set():
            self.jobs.hide(job, seconds=0)
        elif job is not None:
            self._take(job)

    def _take(self, job: Job) -> None:
        try:
            asked = SegmentJob.model_validate_json(job.body)
        except ValidationError as error:
            logger.exception("no job of ours", exc_info=error)
            return
        logger.append_keys(video_sha256=asked.clip.video_sha256, segment=asked.clip.segment)
        with self._held(job):
            failure = self._failure_of(asked.clip)
        if isinstance(failure, TransientError) and job.deliveries < MOST_DELIVERIES:
            self.jobs.hide(job, seconds=_BACK_OFF_S**job.deliveries)
            return
        self._answer(asked.task_token, failure)
        self.jobs.remove(job)

    def _failure_of(self, clip: SegmentOfClip) -> Exception | None:
        """Do the work; return what went wrong, whatever it is: somebody waits to be told."""
        try:
            with faults_named():
                self.work(clip)
        except Exception as error:
            logger.warning("segment failed", exc_info=error)
            return error
        return None

    def _answer(self, token: str, failure: Exception | None) -> None:
        if failure is None:
            self.callbacks.succeed(token, "{}")
            return
        error = type(failure).__name__
        cause = json.dumps({"errorMessage": str(failure), "errorType": error})
        self.callbacks.fail(token, error=error, cause=cause)

    @contextmanager
    def _held(self, job: Job) -> Iterator[None]:
        """Hide a job for as long as it is worked on, or until there is no time left for it."""
        done = Event()
        keeper = Thread(target=self._keep, args=(job, done), daemon=True)
        keeper.start()
        try:
            yield
        finally:
            done.set()
            keeper.join()

    def _keep(self, job: Job, done: Event) -> None:
        told_to_stop: float | None = None
        while not done.wait(self.heartbeat_s):
            if told_to_stop is None and self.stopping.is_set():
                told_to_stop = monotonic()
            late = told_to_stop is not None and monotonic() - told_to_stop >= self.grace_s
            try:
                self.jobs.hide(job, seconds=0 if late else HIDDEN_S)
            except UnavailableError:
                logger.warning("the job could not be held")
            if late:
                logger.warning("given back")
                return


def main() -> None:
    """Work on the queue that the environment names until the process is told to end."""
    settings, stopping = WorkerSettings.read(), Event()
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: stopping.set())
    using = services()
    Worker(
        jobs=JobQueue(settings.segment_queue_url),
        callbacks=Callbacks(),
        work=lambda clip: extract(clip, using),
        stopping=stopping,
    ).run()
    logger.info("stopped")


if __name__ == "__main__":
    main()
