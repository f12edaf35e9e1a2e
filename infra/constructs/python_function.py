"""A Lambda function as this house has them."""

from collections.abc import Mapping

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.constructs.acknowledged import EVERYTHING, acknowledge
from infra.constructs.house import House
from infra.constructs.isolated_vpc import SUBNETS

NETWORK_INTERFACES = (
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:UnassignPrivateIpAddresses",
)


class PythonFunction(lambda_.Function):
    """A handler in a role of its own that may do nothing but log and be traced.

    Parameters
    ----------
    handler
        `functions.<folder>.<file>.lambda_handler`: logs, metrics and traces are filed under the
        folder.
    environment
        What its Settings read.
    uses_redis
        It runs where Redis is.
    opens_clips
        It runs where nothing but our data is reached.
    snap_start
        Its published versions start from a snapshot: for what people wait for.

    Attributes
    ----------
    execution_role
        What the function may do.
    """

    def __init__(  # noqa: PLR0913 - what tells one function from another, by keyword
        self,
        scope: Construct,
        construct_id: str,
        *,
        house: House,
        handler: str,
        environment: Mapping[str, str],
        memory_size: int = 512,
        timeout: Duration | None = None,
        uses_redis: bool = False,
        opens_clips: bool = False,
        snap_start: bool = False,
    ) -> None:
        stage, package = house.stage, house.package
        network = house.network if uses_redis or opens_clips else None
        log_group = logs.LogGroup(
            scope,
            f"{construct_id}Logs",
            retention=stage.log_retention,
            removal_policy=RemovalPolicy.DESTROY,
        )
        self.execution_role = _role(scope, f"{construct_id}Role", in_network=network is not None)
        super().__init__(
            scope,
            construct_id,
            runtime=package.runtime,
            architecture=stage.architecture,
            code=package.code(handler),
            handler=package.entry(handler),
            layers=package.layers,
            memory_size=memory_size,
            timeout=timeout or Duration.seconds(10),
            snap_start=lambda_.SnapStartConf.ON_PUBLISHED_VERSIONS if snap_start else None,
            tracing=lambda_.Tracing.ACTIVE,
            log_group=log_group,
            role=self.execution_role,
            vpc=network.vpc if network else None,
            vpc_subnets=SUBNETS if network else None,
            security_groups=[network.decoders if opens_clips else network.functions]
            if network
            else None,
            environment={
                "POWERTOOLS_SERVICE_NAME": handler.split(".")[1],
                "POWERTOOLS_METRICS_NAMESPACE": "iDance",
                "POWERTOOLS_LOG_LEVEL": "INFO",
                **environment,
                **stage.environment,
            },
        )
        log_group.grant_write(self)


def _role(scope: Construct, construct_id: str, *, in_network: bool) -> iam.Role:
    role = iam.Role(scope, construct_id, assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
    if in_network:
        role.add_to_policy(iam.PolicyStatement(actions=list(NETWORK_INTERFACES), resources=["*"]))
    acknowledge(role, {EVERYTHING: "X-Ray and network interfaces know no resources to name."})
    return role
