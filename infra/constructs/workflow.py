"""A state machine as all of ours are: its definition from statemachines/, its functions by name."""

from collections.abc import Mapping

from aws_cdk import RemovalPolicy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.constructs.acknowledged import EVERYTHING, acknowledge
from infra.constructs.house import House


class Workflow(sfn.StateMachine):
    """A state machine that may call its functions and writes down what it does.

    Parameters
    ----------
    name
        What its log is called.
    definition
        The text of its file.
    functions
        By their states; each is what stands for the state's name in the definition.
    others
        Whatever else the definition has names for.
    """

    def __init__(  # noqa: PLR0913 - what tells one machine from another, by keyword
        self,
        scope: Construct,
        construct_id: str,
        *,
        house: House,
        name: str,
        definition: str,
        functions: Mapping[str, lambda_.Function],
        others: Mapping[str, str] | None = None,
        kind: sfn.StateMachineType | None = None,
    ) -> None:
        arns = {state: function.function_arn for state, function in functions.items()}
        log = logs.LogGroup(
            scope,
            "ExecutionLogs",
            # Log delivery wants this prefix: its policy has room for few other names.
            log_group_name=f"/aws/vendedlogs/states/idance-{house.stage.name}-{name}",
            retention=house.stage.log_retention,
            removal_policy=RemovalPolicy.DESTROY,
        )
        super().__init__(
            scope,
            construct_id,
            # Inline, for the tests to read what is deployed.
            definition_body=sfn.DefinitionBody.from_string(definition),
            definition_substitutions={**arns, **(others or {})},
            state_machine_type=kind,
            tracing_enabled=True,
            logs=sfn.LogOptions(
                destination=log, level=sfn.LogLevel.ALL, include_execution_data=False
            ),
        )
        iam.Grant.add_to_principal(
            grantee=self, actions=["lambda:InvokeFunction"], resource_arns=list(arns.values())
        )
        acknowledge(self, {EVERYTHING: "Log delivery and X-Ray know no resources to name."})
