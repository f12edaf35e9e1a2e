"""The private network of the workers: files of strangers are decoded where nothing leads out."""

from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from infra.constructs.isolated_vpc import IsolatedVpc
from infra.stage import Stage

GATEWAYS = {"S3": ec2.GatewayVpcEndpointAwsService.S3}
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
        self.vpc = IsolatedVpc(self, "Vpc", stage=stage, zones=3, gateways=GATEWAYS)
        self.workers = ec2.SecurityGroup(
            self, "Workers", vpc=self.vpc, description="Instances that extract poses"
        )
        self.vpc.reach(ENDPOINTS, by=self.workers)
