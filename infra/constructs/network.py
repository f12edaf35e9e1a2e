"""The private network of the functions that talk to Redis, or open the files of strangers."""

from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from infra.constructs.isolated_vpc import Gateway, IsolatedVpc
from infra.stage import Stage

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
        Security group of the functions that talk to Redis.
    decoders
        Security group of the functions that open clips and run MediaPipe, whose native library
        would tell its makers of each use: they reach our data and nothing else.
    """

    def __init__(self, scope: Construct, construct_id: str, *, stage: Stage) -> None:
        super().__init__(scope, construct_id)
        self.vpc = IsolatedVpc(self, "Vpc", stage=stage, zones=2, gateways=tuple(Gateway))
        self.functions = self.vpc.group(
            "Functions", description="Functions that talk to Redis", interfaces=ENDPOINTS
        )
        self.decoders = self.vpc.group("Decoders", description="Functions that open clips")
