"""The gateway before the API: what it logs, how much it lets in."""

from aws_cdk import RemovalPolicy
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.stage import Stage

ACCESS_LOG = apigateway.AccessLogFormat.json_with_standard_fields(
    caller=False,
    http_method=True,
    ip=True,
    protocol=False,
    request_time=True,
    resource_path=True,
    response_length=True,
    status=True,
    user=False,
)
LOG_WRITER = (
    "arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"
)


def rest_api(scope: Construct, stage: Stage) -> apigateway.RestApi:
    """Return a gateway without routes; its requests are logged by address, not by name."""
    access_logs = logs.LogGroup(
        scope, "AccessLogs", retention=stage.log_retention, removal_policy=RemovalPolicy.DESTROY
    )
    rest = apigateway.RestApi(
        scope,
        "Rest",
        rest_api_name=f"idance-{stage.name}",
        endpoint_types=[apigateway.EndpointType.REGIONAL],
        cloud_watch_role=True,
        deploy_options=apigateway.StageOptions(
            stage_name=stage.name,
            access_log_destination=apigateway.LogGroupLogDestination(access_logs),
            access_log_format=ACCESS_LOG,
            logging_level=apigateway.MethodLoggingLevel.ERROR,
            metrics_enabled=True,
            tracing_enabled=True,
            throttling_rate_limit=stage.request_rate,
            throttling_burst_limit=stage.request_burst,
        ),
    )
    # Our own output says it better.
    rest.node.try_remove_child("Endpoint")
    acknowledge(
        rest,
        {
            f"AwsSolutions-IAM4[Policy::{LOG_WRITER}]": "API Gateway asks for this very policy; "
            "an account has one such role.",
            "AwsSolutions-COG4": "A Lambda authorizer accepts any OpenID Connect issuer.",
        },
    )
    return rest
