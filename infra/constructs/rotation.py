"""What happens by the clock: challenges come and go, forgotten uploads expire."""

from aws_cdk import Duration
from aws_cdk import aws_scheduler as scheduler
from constructs import Construct

from infra.constructs.clock import Clock, at
from infra.constructs.house import House
from infra.constructs.python_function import PythonFunction

MIDNIGHT = at(hour="0")
TWICE_A_DAY = at(hour="0,12")
QUARTERLY = scheduler.ScheduleExpression.rate(Duration.minutes(15))
TWO_MINUTES = Duration.minutes(2)
EVERY_FIVE_MINUTES = scheduler.ScheduleExpression.rate(Duration.minutes(5))


class Rotation(Construct):
    """Deploys functions/rotation/, a schedule for each file.

    Attributes
    ----------
    rotate
        Lets the day's challenge go live and the past one end.
    pregenerate
        Makes sure that the next seven days exist.
    expire
        Ends what waits for an upload or a result that will not come.
    publish
        Shows on the CDN what the table says.
    roll_up
        Computes stats and the series of days.
    """

    def __init__(self, scope: Construct, construct_id: str, *, house: House) -> None:
        super().__init__(scope, construct_id)
        self._house = house
        self._clock = Clock(self, "Clock", alarms=house.alarms)
        self.rotate = self._scheduled("Rotate", MIDNIGHT)
        self.pregenerate = self._scheduled("Pregenerate", TWICE_A_DAY)
        self.expire = self._scheduled("Expire", EVERY_FIVE_MINUTES)
        self.publish = self._scheduled("Publish", EVERY_FIVE_MINUTES)
        self.roll_up = self._scheduled(
            "RollUp", QUARTERLY, handler="roll_up", timeout=Duration.minutes(10), uses_redis=True
        )
        self._allow()
        self._watch_generation()

    def _allow(self) -> None:
        data = self._house.data
        data.challenges.allow_writing(self.rotate)
        data.social.allow_writing(self.rotate)
        data.challenges.allow_writing(self.pregenerate)
        data.challenges.allow_reading(self.expire)
        for function in (self.rotate, self.pregenerate, self.publish):
            data.challenges.allow_reading(function)
            data.challenges.allow_querying(function, "by_start")
            data.media.allow_reading(function, "challenges/", "public/")
            data.media.allow_writing(function, "public/")
        data.challenges.allow_reading(self.roll_up)
        data.core.allow_reading(self.roll_up)
        data.core.allow_querying(self.roll_up, "by_challenge")
        data.aggregates.allow_writing(self.roll_up)
        data.core.allow_writing(self.expire)
        data.operations.allow_writing(self.expire)
        data.operations.allow_querying(self.expire, "due")
        data.media.allow_reading(self.expire, "videos/")

    def _watch_generation(self) -> None:
        self._house.alarms.watch_counts(
            "rotation",
            {
                "GenerationFaults": "A challenge could not be generated from its template, or "
                "media of a coming day are not there: a built-in challenge has taken its place.",
                "TomorrowMissing": "Tomorrow has no challenge.",
            },
        )

    def _scheduled(
        self,
        name: str,
        when: scheduler.ScheduleExpression,
        *,
        handler: str | None = None,
        timeout: Duration = TWO_MINUTES,
        uses_redis: bool = False,
    ) -> PythonFunction:
        function = PythonFunction(
            self,
            name,
            house=self._house,
            handler=f"functions.rotation.{handler or name.lower()}.lambda_handler",
            environment=self._house.environment(
                "CHALLENGES_TABLE",
                "CORE_TABLE",
                "OPERATIONS_TABLE",
                "SOCIAL_TABLE",
                "AGGREGATES_TABLE",
                "MEDIA_BUCKET",
                "MEDIA_URL",
                "REDIS_URL",
            ),
            timeout=timeout,
            uses_redis=uses_redis,
        )
        self._clock.call(
            function,
            when,
            meaning=f"The scheduled function {name} failed: challenges or uploads may be stuck.",
        )
        return function
