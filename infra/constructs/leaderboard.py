"""The boards in Redis: fed from the table's stream, rebuilt from the table on demand."""

from aws_cdk import Duration
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as sources
from constructs import Construct

from infra.constructs.alarms import MINUTE
from infra.constructs.dead_letters import DeadLetters
from infra.constructs.house import House
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
        Puts scores on the boards.
    rebuild
        Makes the boards anew from the table.
    """

    def __init__(self, scope: Construct, construct_id: str, *, house: House) -> None:
        super().__init__(scope, construct_id)
        self._house = house
        core, challenges = house.data.core, house.data.challenges
        self.consume_stream = self._function("ConsumeStream", "consume_stream", minutes=1)
        challenges.allow_reading(self.consume_stream)
        core.allow_reading(self.consume_stream)
        self._feed()
        self.rebuild = self._function("Rebuild", "rebuild", minutes=15)
        challenges.allow_reading(self.rebuild)
        core.allow_reading(self.rebuild)
        core.allow_scanning(self.rebuild)
        core.allow_querying(self.rebuild, "by_challenge")

    def _function(self, construct_id: str, file: str, *, minutes: int) -> PythonFunction:
        return PythonFunction(
            self,
            construct_id,
            house=self._house,
            handler=f"functions.leaderboard.{file}.lambda_handler",
            environment=self._house.environment("CORE_TABLE", "CHALLENGES_TABLE", "REDIS_URL"),
            timeout=Duration.minutes(minutes),
            uses_redis=True,
        )

    def _feed(self) -> None:
        alarms = self._house.alarms
        lost = DeadLetters(self, "LostRecords", alarms=alarms, of="the stream consumer")
        self.consume_stream.add_event_source(
            sources.DynamoEventSource(
                self._house.data.core,
                starting_position=lambda_.StartingPosition.TRIM_HORIZON,
                batch_size=1000,
                max_batching_window=Duration.seconds(1),
                report_batch_item_failures=True,
                bisect_batch_on_error=True,
                retry_attempts=10,
                max_record_age=Duration.hours(12),
                on_failure=sources.SqsDlq(lost),
                filters=[RANKED],
            )
        )
        alarms.watch(
            "BoardsBehind",
            self.consume_stream.metric("IteratorAge", period=MINUTE, statistic="Maximum"),
            above=Duration.minutes(1).to_milliseconds(),
            periods=3,
            meaning="The boards are more than a minute behind the table.",
        )
