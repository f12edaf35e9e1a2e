"""The private network of the workers: files of strangers are decoded where nothing leads out."""

from aws_cdk import RemovalPolicy
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.constructs.network import SUBNETS
from infra.stage import Stage

ENDPOINTS = {
    "Ecs": ec2.InterfaceVpcEndpointAwsService.ECS,
    "EcsAgent": ec2.InterfaceVpcEndpointAwsService.ECS_AGENT,
    "EcsTelemetry": ec2.InterfaceVpcEndpointAwsService.ECS_TELEMETRY,
    "Images": ec2.InterfaceVpcEndpointAwsService.ECR,
    "ImageLayers": ec2.InterfaceVpcEndpointAwsService.ECR_DOCKER,
    "Logs": ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS,
    "Queue": ec2.InterfaceVpcEndpointAwsService.SQS,
    "StepFunctions": ec2.InterfaceVpcEndpointAwsService.STEP_FUNCTIONS,
}
"""What an instance, its agent and a worker talk to, beside S3."""


class WorkerNetwork(Construct):
    """Three zones, each with Spot capacity of its own, and no way to the internet.

    Attributes
    ----------
    vpc
        The network.
    workers
        Security group of the instances: nobody calls them, they call the endpoints.
    """

    def __init__(self, scope: Construct, construct_id: str, *, stage: Stage) -> None:
        super().__init__(scope, construct_id)
        self.vpc = ec2.Vpc(
            self,
            "Vpc",
            max_azs=3,
            nat_gateways=0,
            restrict_default_security_group=False,
            subnet_configuration=[
                ec2.SubnetConfiguration(
                    name="isolated", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED, cidr_mask=20
                )
            ],
            gateway_endpoints={
                "S3": ec2.GatewayVpcEndpointOptions(service=ec2.GatewayVpcEndpointAwsService.S3)
            },
        )
        self.workers = ec2.SecurityGroup(
            self, "Workers", vpc=self.vpc, description="Instances that extract poses"
        )
        for name, service in ENDPOINTS.items():
            endpoint = self.vpc.add_interface_endpoint(
                name, service=service, subnets=SUBNETS, open=False
            )
            endpoint.connections.allow_default_port_from(self.workers)
        self._log_flows(stage)

    def _log_flows(self, stage: Stage) -> None:
        group = logs.LogGroup(
            self, "Flows", retention=stage.log_retention, removal_policy=RemovalPolicy.DESTROY
        )
        self.vpc.add_flow_log(
            "Rejected",
            destination=ec2.FlowLogDestination.to_cloud_watch_logs(group),
            traffic_type=ec2.FlowLogTrafficType.REJECT,
        )
