"""The HTTP API: one function behind API Gateway."""

from aws_cdk import Duration
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.constructs.alarms import FIVE_MINUTES, MINUTE
from infra.constructs.drawing import Drawing
from infra.constructs.firewall import Firewall
from infra.constructs.house import House
from infra.constructs.open_routes import add_open_routes
from infra.constructs.problems import add_problems
from infra.constructs.python_function import PythonFunction
from infra.constructs.rest_api import rest_api
from infra.data_stack import DataStack
from infra.stage import Stage

PREFIXES = ("v1", "api")
"""Both lead to the same routes: the version, and the addresses that the requirements name."""


class Api(Construct):
    """Deploys functions/api/.

    Attributes
    ----------
    url
        Where the API answers, without a slash at its end.
    """

    def __init__(  # noqa: PLR0913 - what it stands on, by keyword
        self,
        scope: Construct,
        construct_id: str,
        *,
        house: House,
        machine: sfn.StateMachine,
        drawing: Drawing,
        rescoring: sfn.StateMachine,
        erasing: sfn.StateMachine,
        gate: apigateway.IAuthorizer,
        live_url: str,
    ) -> None:
        super().__init__(scope, construct_id)
        self._function = self._allowed(
            house,
            machine=machine,
            drawing=drawing,
            rescoring=rescoring,
            erasing=erasing,
            live_url=live_url,
        )
        self._rest = rest_api(self, house.stage)
        self._route(gate, self._called(house.stage))
        add_problems(self._rest)
        self.url = self._url(house.stage)
        if house.stage.firewall:
            Firewall(
                self,
                "Firewall",
                guarded=self._rest.deployment_stage,
                rate_per_address=house.stage.rate_per_address,
            )
        house.alarms.watch(
            "ApiErrors",
            self._rest.metric_server_error(period=MINUTE, statistic="Sum"),
            above=5,
            periods=3,
            meaning="The API answers with server errors.",
        )
        house.alarms.watch(
            "ApiSlow",
            self._rest.metric_latency(period=FIVE_MINUTES, statistic="p95"),
            above=500,
            periods=3,
            meaning="One request in twenty takes more than half a second.",
        )
        house.alarms.watch(
            "RatesUncounted",
            _uncounted(self._function),
            above=0,
            periods=5,
            meaning="Redis does not answer, so nobody's requests are limited.",
        )

    def _allowed(  # noqa: PLR0913 (each machine that it starts, by keyword)
        self,
        house: House,
        *,
        machine: sfn.StateMachine,
        drawing: Drawing,
        rescoring: sfn.StateMachine,
        erasing: sfn.StateMachine,
        live_url: str,
    ) -> PythonFunction:
        environment = house.environment(
            "CHALLENGES_TABLE",
            "CORE_TABLE",
            "OPERATIONS_TABLE",
            "SOCIAL_TABLE",
            "AGGREGATES_TABLE",
            "MEDIA_BUCKET",
            "MEDIA_URL",
            "REDIS_URL",
            "UPLOAD_TTL_SECONDS",
            "RATE_PER_USER",
            "RATE_PER_ADDRESS",
            "REPORTS_PER_HOUR",
            "REPORTS_TO_HIDE",
        )
        function = PythonFunction(
            self,
            "Function",
            house=house,
            handler="functions.api.handler.lambda_handler",
            environment={
                **environment,
                "STATE_MACHINE_ARN": machine.state_machine_arn,
                "DRAWING_MACHINE_ARN": drawing.machine.state_machine_arn,
                "RESCORING_MACHINE_ARN": rescoring.state_machine_arn,
                "ERASING_MACHINE_ARN": erasing.state_machine_arn,
                "LIVE_URL": live_url,
            },
            memory_size=1024,
            timeout=Duration.seconds(20),
            uses_redis=True,
            snap_start=house.stage.snap_start,
        )
        _allow(function, house.data)
        machine.grant_start_execution(function)
        drawing.allow_ordering(function)
        rescoring.grant_start_execution(function)
        erasing.grant_start_execution(function)
        return function

    def _called(self, stage: Stage) -> lambda_.IFunction:
        """Return what the gateway calls: only a published version has a snapshot."""
        if not stage.snap_start:
            return self._function
        version = self._function.current_version
        return lambda_.Alias(self, "Live", alias_name="live", version=version)

    def _route(self, gate: apigateway.IAuthorizer, called: lambda_.IFunction) -> None:
        target = apigateway.LambdaIntegration(called, allow_test_invoke=False)
        validator = self._rest.add_request_validator(
            "Validator", validate_request_body=True, validate_request_parameters=True
        )
        for prefix in PREFIXES:
            base = self._rest.root.add_resource(prefix)
            everything = base.add_resource("{proxy+}")
            everything.add_method(
                "ANY",
                target,
                authorizer=gate,
                authorization_type=apigateway.AuthorizationType.CUSTOM,
                request_validator=validator,
                request_parameters={"method.request.path.proxy": True},
            )
            preflight = everything.add_method("OPTIONS", target, request_validator=validator)
            acknowledge(preflight, {"AwsSolutions-APIG4": "Browsers ask before they sign in."})
            add_open_routes(base, target, validator, gate)

    def _url(self, stage: Stage) -> str:
        if stage.endpoint:
            return f"{stage.endpoint}/restapis/{self._rest.rest_api_id}/{stage.name}/_user_request_"
        # Made of its parts: the ready-made address ends in a slash.
        where = self._rest.stack
        host = f"{self._rest.rest_api_id}.execute-api.{where.region}.{where.url_suffix}"
        return f"https://{host}/{stage.name}"


def _allow(function: PythonFunction, data: DataStack) -> None:
    """Let the API read and write what its routes do."""
    for table in (data.challenges, data.core, data.operations, data.social, data.aggregates):
        table.allow_writing(function)
    data.challenges.allow_deleting(function)
    data.challenges.allow_querying(function, "by_start")
    data.core.allow_querying(function, "by_challenge")
    # It signs the downloads of pictures too.
    data.media.allow_reading(
        function,
        "videos/",
        "challenges/",
        "public/",
        "analyses/",
        "pictures/",
        "poses/",
        "exports/",
    )
    data.social.allow_deleting(function)
    data.operations.allow_deleting(function)
    # It uploads nothing, but signs the dancers' uploads: they may what it may.
    data.operations.allow_querying(function, "due")
    data.media.allow_uploading(function, "videos/")
    data.media.allow_writing(function, "challenges/demo_")
    data.media.allow_deleting(function, "videos/", "analyses/", "pictures/")
    data.media.allow_writing(function, "public/")
    data.media.allow_writing(function, "exports/")


def _uncounted(function: PythonFunction) -> cloudwatch.Metric:
    """Return how many requests passed uncounted, by what the function logs of it."""
    log = logs.MetricFilter(
        function,
        "Uncounted",
        log_group=function.log_group,
        metric_namespace="iDance",
        metric_name="RatesUncounted",
        filter_pattern=logs.FilterPattern.string_value("$.message", "=", "rate limits are off"),
        default_value=0,
    )
    return log.metric(period=MINUTE, statistic="Sum")
