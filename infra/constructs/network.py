"""The private network that Redis and its functions live in."""

from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from infra.constructs.isolated_vpc import IsolatedVpc
from infra.stage import Stage

GATEWAYS = {
    "DynamoDb": ec2.GatewayVpcEndpointAwsService.DYNAMODB,
    "S3": ec2.GatewayVpcEndpointAwsService.S3,
}
ENDPOINTS = {
    "StepFunctions": ec2.InterfaceVpcEndpointAwsService.STEP_FUNCTIONS,
    "Queues": ec2.InterfaceVpcEndpointAwsService.SQS,
}
"""What the API starts, and the queue of live news."""


class Network(Construct):
    """Two zones, and what the functions in them call.

    Lambda itself delivers logs, traces and failed batches from outside.

    Attributes
    ----------
    vpc
        The network.
    functions
        Security group of the functions in it.
    """

    def __init__(self, scope: Construct, construct_id: str, *, stage: Stage) -> None:
        super().__init__(scope, construct_id)
        self.vpc = IsolatedVpc(self, "Vpc", stage=stage, zones=2, gateways=GATEWAYS)
        self.functions = ec2.SecurityGroup(
            self, "Functions", vpc=self.vpc, description="Functions that talk to Redis"
        )
        self.vpc.reach(ENDPOINTS, by=self.functions)
