"""From clip to score: the state machine and its functions."""

import json

from aws_cdk import Duration
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.constructs.alarms import FIVE_MINUTES
from infra.constructs.dead_letters import DeadLetters
from infra.constructs.house import House
from infra.constructs.python_function import PythonFunction
from infra.constructs.scoring_function import ScoringFunction
from infra.constructs.segment_workers import SegmentWorkers
from infra.constructs.workflow import Workflow
from infra.stage import ROOT, Extraction

DEMO_VIDEOS = "challenges/demo_"
DEFINITION = ROOT / "statemachines" / "score_submission.asl.json"
QUEUED_SEGMENT = ROOT / "statemachines" / "queued_segment.asl.json"


class Scoring(Construct):
    """Deploys functions/scoring/ and statemachines/score_submission.asl.json.

    Attributes
    ----------
    machine
        The state machine.
    """

    def __init__(self, scope: Construct, construct_id: str, *, house: House) -> None:
        super().__init__(scope, construct_id)
        self._house = house
        self._workers: SegmentWorkers | None = None
        if house.stage.extraction is Extraction.WORKERS:
            self._workers = SegmentWorkers(self, "Workers", house=house)
        self.machine = self._state_machine(self._functions())
        if self._workers:
            self._workers.answer(self.machine)
        self._start_on_upload()
        house.alarms.watch(
            "ScoringsFailed",
            self.machine.metric_failed(period=FIVE_MINUTES),
            above=0,
            meaning="Scorings fail by our own fault: a clip that cannot be scored does not count.",
        )

    def _functions(self) -> dict[str, PythonFunction]:
        """Return the function of every state, each allowed what it does and no more."""
        data, media = self._house.data, self._house.data.media
        probe = self._function("ProbeVideo", "probe_video", seconds=60, memory_size=1024)
        media.allow_reading(probe, "videos/", "poses/", DEMO_VIDEOS)
        join = self._function("JoinPose", "join_pose", seconds=60, memory_size=3538)
        media.allow_reading(join, "segments/", "poses/")
        media.allow_writing(join, "poses/")
        keep = self._function("KeepReference", "keep_reference", seconds=60, memory_size=1769)
        media.allow_reading(keep, "poses/")
        score = self._function("ScoreSubmission", "score_submission", seconds=60, memory_size=1769)
        media.allow_reading(score, "poses/")
        media.allow_writing(score, "analyses/")
        complete = self._function("CompleteSubmission", "complete_submission", seconds=60)
        fail = self._function("FailSubmission", "fail_submission", seconds=60)
        for function in (score, complete):
            data.challenges.allow_reading(function)
        for function in (keep, fail):
            data.challenges.allow_writing(function)
        for function in (probe, complete, fail):
            data.core.allow_writing(function)
        for function in (probe, join, score, complete, fail):
            data.operations.allow_writing(function)
        extracting = () if self._workers else (self._extract_segment(),)
        states = (probe, *extracting, join, keep, score, complete, fail)
        return {state.node.id: state for state in states}

    def _extract_segment(self) -> PythonFunction:
        media = self._house.data.media
        extract = self._function("ExtractSegment", "extract_segment", seconds=300, memory_size=3538)
        media.allow_reading(extract, "videos/", "segments/", DEMO_VIDEOS)
        media.allow_writing(extract, "segments/", "poses/")
        return extract

    def _function(
        self, state: str, file: str, *, seconds: int, memory_size: int = 512
    ) -> PythonFunction:
        return ScoringFunction(
            self,
            state,
            house=self._house,
            file=file,
            seconds=seconds,
            memory_size=memory_size,
        )

    def _state_machine(self, functions: dict[str, PythonFunction]) -> sfn.StateMachine:
        queue = {"SegmentQueue": self._workers.queue.queue_url} if self._workers else {}
        return Workflow(
            self,
            "ScoreSubmissions",
            house=self._house,
            name="scoring",
            definition=self._definition(),
            functions=functions,
            others=queue,
            kind=self._house.stage.workflow_type,
        )

    def _definition(self) -> str:
        """Return the file, but with segments handed to the queue where workers extract them."""
        if not self._workers:
            return DEFINITION.read_text()
        definition = json.loads(DEFINITION.read_text())
        queued = json.loads(QUEUED_SEGMENT.read_text())
        definition["States"]["ExtractSegments"]["ItemProcessor"] = queued
        return json.dumps(definition)

    def _start_on_upload(self) -> None:
        lost = DeadLetters(self, "LostUploads", alarms=self._house.alarms, of="the upload rule")
        bucket = self._house.data.media.bucket_name
        clip = {
            "bucket": events.EventField.from_path("$.detail.bucket.name"),
            "key": events.EventField.from_path("$.detail.object.key"),
        }
        events.Rule(
            self,
            "OnUpload",
            description="A clip has arrived",
            event_pattern=events.EventPattern(
                source=["aws.s3"],
                detail_type=["Object Created"],
                detail={
                    "bucket": {"name": [bucket]},
                    "object": {"key": [{"prefix": "videos/"}, {"prefix": DEMO_VIDEOS}]},
                },
            ),
            targets=[
                targets.SfnStateMachine(
                    self.machine,
                    input=events.RuleTargetInput.from_object(clip),
                    dead_letter_queue=lost,
                    max_event_age=Duration.hours(24),
                )
            ],
        )
