"""The boards in Redis: fed from the table's stream, rebuilt from the table on demand."""

from aws_cdk import Duration
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as sources
from aws_cdk import aws_scheduler as scheduler
from constructs import Construct

from infra.constructs.alarms import MINUTE
from infra.constructs.clock import Clock, at
from infra.constructs.dead_letters import DeadLetters
from infra.constructs.house import House
from infra.constructs.live import Live
from infra.constructs.python_function import PythonFunction

RANKED = lambda_.FilterCriteria.filter(
    {
        "dynamodb": {
            "Keys": {"SK": {"S": [{"prefix": "SUB#"}, {"prefix": "STATS"}, {"prefix": "PROFILE"}]}}
        }
    }
)
"""Only what changes a board is worth a call: submissions, totals, and who is banned."""


class Leaderboard(Construct):
    """Deploys functions/leaderboard/.

    Attributes
    ----------
    consume_stream
        Puts scores on the boards, tells who follows them, gives seats in leagues.
    rebuild
        Makes the boards anew from the table; by itself when Redis has lost something.
    publish
        Writes boards that have changed where everybody reads them.
    close_day
        Keeps how all time stood when the day ended.
    verify
        Compares boards with the table.
    inspect_boards
        Shows boards to people on call.
    """

    def __init__(self, scope: Construct, construct_id: str, *, house: House, live: Live) -> None:
        super().__init__(scope, construct_id)
        self._house, self._live = house, live
        core, media = house.data.core, house.data.media
        self._lost = DeadLetters(self, "LostRecords", alarms=house.alarms, of="the stream consumer")
        self.consume_stream = self._function("ConsumeStream", "consume_stream", minutes=1)
        core.allow_writing(self.consume_stream)
        house.data.aggregates.allow_writing(self.consume_stream)
        live.queue.grant_send_messages(self.consume_stream)
        self._feed()
        self.rebuild = self._function("Rebuild", "rebuild", minutes=15)
        self.publish = self._function("Publish", "publish", minutes=2)
        media.allow_reading(self.publish, "public/")
        media.allow_writing(self.publish, "public/")
        self.close_day = self._function("CloseDay", "close_day", minutes=15)
        self.verify = self._function("Verify", "verify", minutes=15)
        self.inspect_boards = self._function("InspectBoards", "inspect_boards", minutes=1)
        for function in (self.rebuild, self.verify):
            core.allow_scanning(function)
            core.allow_querying(function, "by_challenge")
        for function in (self.rebuild, self.verify, self.inspect_boards):
            house.data.challenges.allow_querying(function, "by_start")
        self._schedule()
        self._watch()

    def _function(self, construct_id: str, file: str, *, minutes: int) -> PythonFunction:
        function = PythonFunction(
            self,
            construct_id,
            house=self._house,
            handler=f"functions.leaderboard.{file}.lambda_handler",
            environment={
                **self._house.environment(
                    "CORE_TABLE",
                    "CHALLENGES_TABLE",
                    "AGGREGATES_TABLE",
                    "MEDIA_BUCKET",
                    "REDIS_URL",
                ),
                **self._live.environment,
                "LOST_RECORDS_QUEUE_URL": self._lost.queue_url,
            },
            timeout=Duration.minutes(minutes),
            uses_redis=True,
        )
        self._house.data.core.allow_reading(function)
        self._house.data.challenges.allow_reading(function)
        return function

    def _schedule(self) -> None:
        clock = Clock(self, "Clock", alarms=self._house.alarms)
        minute = scheduler.ScheduleExpression.rate(MINUTE)
        clock.call(self.publish, minute, meaning="Boards are not published: the CDN's grow old.")
        clock.call(
            self.rebuild,
            minute,
            event={"onlyIfLost": True, "seconds": 600},
            meaning="Redis has lost boards, and they cannot be rebuilt.",
        )
        clock.call(self.close_day, at(hour="2"), meaning="Ranks are compared with an older day.")
        clock.call(
            self.verify,
            at(hour="3", minute=30),
            meaning="Boards could not be compared with the table.",
        )

    def _watch(self) -> None:
        self._house.alarms.watch_counts(
            "leaderboard",
            {
                "BoardDrift": "Boards in Redis are not what DynamoDB says: rebuild them.",
                "RefusedWrites": "Redis does not take scores; the stream keeps them for 12 hours.",
                "PoisonRecords": "Records of the stream cannot be understood.",
            },
        )

    def _feed(self) -> None:
        self._lost.grant_send_messages(self.consume_stream)
        self.consume_stream.add_event_source(
            sources.DynamoEventSource(
                self._house.data.core,
                starting_position=lambda_.StartingPosition.TRIM_HORIZON,
                batch_size=1000,
                max_batching_window=Duration.seconds(1),
                report_batch_item_failures=True,
                bisect_batch_on_error=True,
                # As often as it takes: Redis may be away for hours, and a record that nobody
                # understands is parked by the function itself.
                max_record_age=Duration.hours(12),
                on_failure=sources.SqsDlq(self._lost),
                filters=[RANKED],
            )
        )
        self._house.alarms.watch(
            "BoardsBehind",
            self.consume_stream.metric("IteratorAge", period=MINUTE, statistic="Maximum"),
            above=Duration.minutes(1).to_milliseconds(),
            periods=3,
            meaning="The boards are more than a minute behind the table.",
        )
