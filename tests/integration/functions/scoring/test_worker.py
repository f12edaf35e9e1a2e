"""The queue worker: jobs from a real queue, answers to a state machine that really waits."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Timer
from typing import Any

import boto3
import pytest
from moto import mock_aws

from functions.scoring import worker
from functions.scoring.contracts import SegmentOfClip, TransientError
from functions.scoring.extract_segment import extract
from functions.scoring.wiring import services
from functions.scoring.worker import MOST_DELIVERIES, Worker
from idance.domain.errors import UnavailableError
from idance.domain.rejections import ClipRejectedError, RejectionCode
from idance.store.jobs import Callbacks, Job, JobQueue
from tests.integration.functions.backend import Backend
from tests.integration.functions.scoring.state_machine import DEFINITION, run_task
from tests.integration.functions.scoring.uploads import an_upload

QUEUED = json.loads((DEFINITION.parent / "queued_segment.asl.json").read_text())
CLIP: dict[str, Any] = {
    "bucket": "media",
    "key": "videos/0a/2026-11-21/u/s.mp4",
    "etag": '"abc"',
    "videoSha256": "ff" * 32,
    "video": {
        "width": 720,
        "height": 1280,
        "rotation": 0,
        "durationS": 12.5,
        "fps": 30.0,
        "codec": "h264",
    },
    "segment": 1,
}
Work = Callable[[SegmentOfClip], None]


@pytest.fixture
def queue(region: None) -> Iterator[str]:
    """Yield an empty queue, on AWS in this process that runs state machines."""
    del region
    with mock_aws(config={"stepfunctions": {"execute_state_machine": True}}):
        yield a_queue()


def a_queue() -> str:
    """Return a queue like the stack's."""
    sqs = boto3.client("sqs")
    lost = sqs.create_queue(QueueName="lost")["QueueUrl"]
    asked = sqs.get_queue_attributes(QueueUrl=lost, AttributeNames=["QueueArn"])
    policy = {
        "deadLetterTargetArn": asked["Attributes"]["QueueArn"],
        "maxReceiveCount": MOST_DELIVERIES,
    }
    made = sqs.create_queue(QueueName="segments", Attributes={"RedrivePolicy": json.dumps(policy)})
    return made["QueueUrl"]


def a_worker(queue: str, work: Work, **known: Any) -> Worker:  # noqa: ANN401 - a worker's fields
    usual: dict[str, Any] = {"callbacks": Callbacks(), "stopping": Event()}
    return Worker(jobs=JobQueue(queue, wait_seconds=0), work=work, **(usual | known))


def put(queue: str, body: str | None = None) -> None:
    asked = body or json.dumps({"taskToken": "token", "clip": CLIP})
    boto3.client("sqs").send_message(QueueUrl=queue, MessageBody=asked)


def waiting(queue: str) -> tuple[int, int]:
    """Return how many messages can be seen, and how many are hidden."""
    asked = boto3.client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])
    found = asked["Attributes"]
    seen = found["ApproximateNumberOfMessages"]
    return int(seen), int(found["ApproximateNumberOfMessagesNotVisible"])


def refusing(error: Exception) -> Work:
    def work(_: SegmentOfClip) -> None:
        raise error

    return work


def told_by(worked: Work, queue: str) -> dict[str, Any]:
    """Return how an execution ends that hands one segment to a worker."""
    states = boto3.client("stepfunctions")
    machine = {
        "StartAt": "ExtractSegment",
        "States": {
            "ExtractSegment": QUEUED["States"]["ExtractSegment"] | {"ResultPath": "$.answer"}
        },
    }
    definition = json.dumps(machine).replace("${SegmentQueue}", queue)
    made = states.create_state_machine(
        name="queued",
        definition=definition,
        roleArn="arn:aws:iam::123456789012:role/pipeline",
    )
    started = states.start_execution(
        stateMachineArn=made["stateMachineArn"], input=json.dumps(CLIP)
    )
    one = a_worker(queue, worked)
    for _ in range(100):
        one.take_one()
        found: dict[str, Any] = dict(
            states.describe_execution(executionArn=started["executionArn"])
        )
        if found["status"] != "RUNNING":
            return found
        time.sleep(0.05)
    raise AssertionError("the execution waits for ever")


def test_an_execution_goes_on_when_its_segment_is_done(queue: str) -> None:
    done: list[SegmentOfClip] = []
    told = told_by(done.append, queue)

    assert told["status"] == "SUCCEEDED"
    assert json.loads(told["output"]) == CLIP | {"answer": {}}
    assert [one.document() for one in done] == [CLIP]
    assert waiting(queue) == (0, 0)


def test_an_execution_fails_by_the_name_of_what_went_wrong(queue: str) -> None:
    told = told_by(refusing(ClipRejectedError(RejectionCode.VIDEO_TRUNCATED)), queue)

    assert told["status"] == "FAILED"
    assert told["error"] == "ClipRejectedError"
    assert waiting(queue) == (0, 0)


def test_a_transient_is_tried_again_later_and_told_at_last(queue: str) -> None:
    put(queue)
    one = a_worker(queue, refusing(UnavailableError("BUSY", "S3 is away.")))
    one.take_one()
    assert waiting(queue) == (0, 1)


def test_a_transient_that_lasts_ends_the_waiting(queue: str) -> None:
    put(queue)
    told: list[str] = []

    class Listening(Callbacks):
        def fail(self, token: str, *, error: str, cause: str) -> None:
            told.append(f"{token} {error} {cause}")

    one = a_worker(queue, refusing(TransientError("away")), callbacks=Listening())
    sqs = boto3.client("sqs")
    for _ in range(MOST_DELIVERIES - 1):
        found = sqs.receive_message(QueueUrl=queue, VisibilityTimeout=0)
        assert found["Messages"]
    one.take_one()

    assert len(told) == 1
    assert told[0].startswith("token TransientError")
    cause = json.loads(told[0].split(maxsplit=2)[2])
    # As Lambda says it: FailSubmission reads both alike.
    assert cause == {"errorMessage": "away", "errorType": "TransientError"}
    assert waiting(queue) == (0, 0)


def test_a_job_is_held_while_it_is_worked_on(queue: str) -> None:
    put(queue)
    hidden: list[int] = []

    class Watched(JobQueue):
        def hide(self, job: Job, *, seconds: int) -> None:
            hidden.append(seconds)
            super().hide(job, seconds=seconds)

    one = Worker(
        jobs=Watched(queue, wait_seconds=0),
        callbacks=Callbacks(),
        work=lambda _: time.sleep(0.3),
        stopping=Event(),
        heartbeat_s=0.05,
    )
    one.take_one()
    assert len(hidden) >= 3
    assert set(hidden) == {worker.HIDDEN_S}
    assert waiting(queue) == (0, 0)


def test_a_worker_told_to_stop_finishes_what_it_has_and_begins_nothing(queue: str) -> None:
    put(queue)
    put(queue)
    stopping, done = Event(), list[int]()

    def work(clip: SegmentOfClip) -> None:
        stopping.set()
        done.append(clip.segment)

    a_worker(queue, work, stopping=stopping).run()
    assert done == [1]
    assert waiting(queue) == (1, 0)


def test_a_job_that_comes_after_the_word_to_stop_is_given_back(queue: str) -> None:
    put(queue)
    stopping = Event()
    stopping.set()
    one = a_worker(queue, refusing(AssertionError("it was begun")), stopping=stopping)
    one.take_one()
    assert waiting(queue) == (1, 0)


def test_a_job_that_takes_too_long_to_finish_is_given_back(queue: str) -> None:
    put(queue)
    stopping, seen = Event(), list[tuple[int, int]]()

    def work(_: SegmentOfClip) -> None:
        stopping.set()
        time.sleep(0.4)
        seen.append(waiting(queue))

    a_worker(queue, work, stopping=stopping, heartbeat_s=0.05, grace_s=0.1).run()
    assert seen == [(1, 0)]


def test_what_is_no_job_is_left_for_the_dead_letters(queue: str) -> None:
    put(queue, "not a job")
    a_worker(queue, refusing(AssertionError("it was begun"))).take_one()
    assert waiting(queue) == (0, 1)


def test_outages_of_the_queue_are_waited_out(queue: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_OUTAGE_S", 0.01)
    put(queue)
    stopping, troubles = Event(), [UnavailableError("AWAY", "SQS is away.")]

    class Troubled(JobQueue):
        def receive(self, *, hidden_seconds: int) -> Job | None:
            if troubles:
                raise troubles.pop()
            return super().receive(hidden_seconds=hidden_seconds)

    Worker(
        jobs=Troubled(queue, wait_seconds=0),
        callbacks=Callbacks(),
        work=lambda _: stopping.set(),
        stopping=stopping,
    ).run()
    assert waiting(queue) == (0, 0)


def test_a_real_segment_is_extracted_once_whoever_does_it(
    backend: Backend, drawn_dancer: Path
) -> None:
    upload = an_upload(backend, announced=True)
    upload.put(drawn_dancer)
    document = run_task("ProbeVideo", upload.document)
    url, seen = a_queue(), list[str]()
    clip = {name: document[name] for name in CLIP if name != "segment"} | {"segment": 0}
    for _ in range(2):
        put(url, json.dumps({"taskToken": "token", "clip": clip}))
        a_worker(url, lambda one: extract(one, services())).take_one()
        found = boto3.client("s3").list_objects_v2(Bucket=clip["bucket"], Prefix="segments/")
        seen.append(json.dumps(found["Contents"], default=str))

    assert seen[0] == seen[1]
    assert run_task("JoinPose", document)["poseFileKey"]


def test_the_process_ends_when_it_is_told_to(
    backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    del backend
    url = a_queue()
    put(url, "not a job")
    monkeypatch.setenv("SEGMENT_QUEUE_URL", url)
    monkeypatch.setattr(worker, "JobQueue", lambda asked: JobQueue(asked, wait_seconds=0))
    before = {told: signal.getsignal(told) for told in (signal.SIGTERM, signal.SIGINT)}
    Timer(0.3, os.kill, (os.getpid(), signal.SIGTERM)).start()
    try:
        worker.main()
    finally:
        for told, handler in before.items():
            signal.signal(told, handler)

    put(url)
    assert waiting(url) == (1, 1), "it worked until it was told to end, and not after that"
