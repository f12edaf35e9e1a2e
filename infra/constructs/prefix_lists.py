"""The addresses of AWS's services that have gateways, by the names AWS gives them in a region."""

from aws_cdk import Stack
from aws_cdk import aws_logs as logs
from aws_cdk import custom_resources as custom
from constructs import Construct

from infra.constructs.acknowledged import EVERYTHING, acknowledge

FIRST_ID = "PrefixLists.0.PrefixListId"
PROVIDER = f"AWS{custom.AwsCustomResource.PROVIDER_FUNCTION_UUID.replace('-', '')}"
"""What CDK calls the function that it asks AWS with, one a stack."""


class PrefixList(custom.AwsCustomResource):
    """Asks AWS, when it is deployed, which addresses a gateway leads to.

    Their id differs from region to region, and no template can name it.

    Attributes
    ----------
    id
        Of the list of addresses.
    """

    def __init__(
        self, scope: Construct, construct_id: str, *, service: str, log_group: logs.ILogGroup
    ) -> None:
        stack = Stack.of(scope)
        name = f"com.amazonaws.{stack.region}.{service}"
        super().__init__(
            scope,
            construct_id,
            on_update=custom.AwsSdkCall(
                service="EC2",
                action="describeManagedPrefixLists",
                parameters={"Filters": [{"Name": "prefix-list-name", "Values": [name]}]},
                physical_resource_id=custom.PhysicalResourceId.of(service),
                output_paths=[FIRST_ID],
            ),
            policy=custom.AwsCustomResourcePolicy.from_sdk_calls(
                resources=custom.AwsCustomResourcePolicy.ANY_RESOURCE
            ),
            install_latest_aws_sdk=False,
            log_group=log_group,
        )
        self.id = self.get_response_field(FIRST_ID)
        acknowledge(self, {EVERYTHING: "To list prefix lists knows no resource."})
        acknowledge(
            stack.node.find_child(PROVIDER),
            {
                "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/"
                "AWSLambdaBasicExecutionRole]": "CDK's own function writes its log, no more.",
            },
        )
