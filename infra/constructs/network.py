"""The private network that Redis and its functions live in."""

from aws_cdk import RemovalPolicy
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.stage import Stage

SUBNETS = ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)


class Network(Construct):
    """A network without a way to the internet; AWS is reached through endpoints.

    DynamoDB and S3 have gateways, which cost nothing. Step Functions, which the API starts, and
    the queue of live news have interfaces. Lambda itself delivers logs, traces and failed batches
    from outside.

    Attributes
    ----------
    vpc
        The network.
    functions
        Security group of the functions in it.
    """

    def __init__(self, scope: Construct, construct_id: str, *, stage: Stage) -> None:
        super().__init__(scope, construct_id)
        self.vpc = ec2.Vpc(
            self,
            "Vpc",
            max_azs=2,
            nat_gateways=0,
            restrict_default_security_group=False,
            subnet_configuration=[
                ec2.SubnetConfiguration(
                    name="isolated", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED, cidr_mask=20
                )
            ],
            gateway_endpoints={
                "DynamoDb": ec2.GatewayVpcEndpointOptions(
                    service=ec2.GatewayVpcEndpointAwsService.DYNAMODB
                ),
                "S3": ec2.GatewayVpcEndpointOptions(service=ec2.GatewayVpcEndpointAwsService.S3),
            },
        )
        self.functions = ec2.SecurityGroup(
            self, "Functions", vpc=self.vpc, description="Functions that talk to Redis"
        )
        self._reach("StepFunctions", ec2.InterfaceVpcEndpointAwsService.STEP_FUNCTIONS)
        self._reach("Queues", ec2.InterfaceVpcEndpointAwsService.SQS)
        self._log_flows(stage)

    def _reach(self, name: str, service: ec2.InterfaceVpcEndpointAwsService) -> None:
        endpoint = self.vpc.add_interface_endpoint(
            name, service=service, subnets=SUBNETS, open=False
        )
        endpoint.connections.allow_default_port_from(self.functions)

    def _log_flows(self, stage: Stage) -> None:
        group = logs.LogGroup(
            self,
            "Flows",
            retention=stage.log_retention,
            removal_policy=RemovalPolicy.DESTROY,
        )
        self.vpc.add_flow_log(
            "Rejected",
            destination=ec2.FlowLogDestination.to_cloud_watch_logs(group),
            traffic_type=ec2.FlowLogTrafficType.REJECT,
        )
