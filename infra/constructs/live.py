"""Boards followed live: a WebSocket API, and a queue from the boards to its connections."""

from aws_cdk import Duration, Stack
from aws_cdk import aws_apigatewayv2 as gateway
from aws_cdk import aws_apigatewayv2_authorizers as authorizers
from aws_cdk import aws_apigatewayv2_integrations as integrations
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as sources
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.constructs.dead_letters import DeadLetters
from infra.constructs.house import House
from infra.constructs.python_function import PythonFunction


class Live(Construct):
    """Deploys functions/live/ and functions/news/.

    Attributes
    ----------
    url
        Where phones connect: ``wss://…``.
    queue
        What is to be sent to connections.
    """

    def __init__(
        self, scope: Construct, construct_id: str, *, house: House, admit: lambda_.IFunction
    ) -> None:
        super().__init__(scope, construct_id)
        self._house = house
        lost = DeadLetters(
            self, "LostNews", alarms=house.alarms, of="the delivery of news", of_queue=True
        )
        self.queue = sqs.Queue(
            self,
            "News",
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            visibility_timeout=Duration.seconds(60),
            retention_period=Duration.minutes(5),
            dead_letter_queue=sqs.DeadLetterQueue(queue=lost, max_receive_count=3),
        )
        self._api = gateway.WebSocketApi(self, "Api", api_name=f"idance-live-{house.stage.name}")
        self._stage = self._deployed()
        self._route(admit)
        self._deliver()
        self.url = self._stage.url
        if house.stage.endpoint:
            host = house.stage.endpoint.replace("http://", "ws://")
            self.url = f"{host}{self._local_path}"

    @property
    def _logical_id(self) -> str:
        return str(Stack.of(self).get_logical_id(self._api.node.default_child))  # type: ignore[arg-type]

    @property
    def _local_path(self) -> str:
        return f"/_aws/execute-api/{self._api.api_id}/{self._house.stage.name}"

    @property
    def environment(self) -> dict[str, str]:
        """What tells a function where news go; to send any it must be allowed to as well."""
        return {"NEWS_QUEUE_URL": self.queue.queue_url}

    def _deployed(self) -> gateway.WebSocketStage:
        stage = gateway.WebSocketStage(
            self,
            "Stage",
            web_socket_api=self._api,
            stage_name=self._house.stage.name,
            auto_deploy=True,
            # Connections and messages a second, of all together: the firewall guards HTTP alone.
            throttle=gateway.ThrottleSettings(
                rate_limit=self._house.stage.request_rate,
                burst_limit=self._house.stage.request_burst,
            ),
        )
        group = logs.LogGroup(self, "AccessLogs", retention=self._house.stage.log_retention)
        raw = stage.node.default_child
        # The request itself is left out: the token is part of its address.
        raw.access_log_settings = gateway.CfnStage.AccessLogSettingsProperty(  # type: ignore[union-attr]
            destination_arn=group.log_group_arn,
            format='{"requestId":"$context.requestId","eventType":"$context.eventType",'
            '"status":"$context.status","connectionId":"$context.connectionId"}',
        )
        return stage

    def _route(self, admit: lambda_.IFunction) -> None:
        follow = PythonFunction(
            self,
            "FollowBoard",
            house=self._house,
            handler="functions.live.follow_board.lambda_handler",
            environment={
                **self._house.environment("CHALLENGES_TABLE", "REDIS_URL"),
                **self.environment,
            },
            uses_redis=True,
        )
        self._house.data.challenges.allow_reading(follow)
        self.queue.grant_send_messages(follow)
        gate = authorizers.WebSocketLambdaAuthorizer(
            "Gate", admit, identity_source=["route.request.querystring.token"]
        )
        for name in ("$connect", "$disconnect", "$default"):
            route = self._api.add_route(
                name,
                integration=integrations.WebSocketLambdaIntegration(name.strip("$"), follow),
                authorizer=gate if name == "$connect" else None,
            )
            if name != "$connect":
                acknowledge(
                    route,
                    {"AwsSolutions-APIG4": "Only $connect asks who one is: it opens the rest."},
                )

    def _deliver(self) -> None:
        deliver = PythonFunction(
            self,
            "Deliver",
            house=self._house,
            handler="functions.news.deliver.lambda_handler",
            environment={"CONNECTIONS_URL": self._connections_url()},
            timeout=Duration.seconds(30),
        )
        deliver.add_event_source(
            sources.SqsEventSource(self.queue, batch_size=10, report_batch_item_failures=True)
        )
        where = f"{self._house.stage.name}/POST/@connections/*"
        arn = Stack.of(self).format_arn(
            service="execute-api", resource=self._api.api_id, resource_name=where
        )
        iam.Grant.add_to_principal(
            grantee=deliver, actions=["execute-api:ManageConnections"], resource_arns=[arn]
        )
        acknowledge(
            deliver.execution_role,
            {
                f"AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:execute-api:<AWS::Region>:"
                f"<AWS::AccountId>:<{self._logical_id}>/{where}]": "Connections come and go: "
                "their ids are made at run time."
            },
        )

    def _connections_url(self) -> str:
        if self._house.stage.endpoint:
            return f"{self._house.stage.endpoint}{self._local_path}"
        return self._stage.callback_url
