"""Pictures of scored clips, drawn when somebody asks: off the way to the score."""

from aws_cdk import RemovalPolicy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.constructs.alarms import FIVE_MINUTES
from infra.constructs.house import House
from infra.constructs.python_function import EVERYTHING, PythonFunction
from infra.constructs.scoring_function import ScoringFunction
from infra.stage import ROOT

DEFINITION = ROOT / "statemachines" / "draw_picture.asl.json"


class Drawing(Construct):
    """Deploys functions/scoring/draw_picture.py and statemachines/draw_picture.asl.json.

    Attributes
    ----------
    machine
        The state machine; a standard one, for it draws once for a name.
    """

    def __init__(self, scope: Construct, construct_id: str, *, house: House) -> None:
        super().__init__(scope, construct_id)
        function = ScoringFunction(
            self,
            "DrawPicture",
            house=house,
            file="draw_picture",
            seconds=300,
            memory_size=1769,
        )
        house.data.challenges.allow_reading(function)
        house.data.media.allow_reading(function, "videos/", "poses/")
        house.data.media.allow_writing(function, "pictures/")
        self.machine = self._state_machine(house, function)
        house.alarms.watch(
            "DrawingsFailed",
            self.machine.metric_failed(period=FIVE_MINUTES),
            above=0,
            meaning="Pictures of scored clips cannot be drawn; scores are not concerned.",
        )

    def _state_machine(self, house: House, function: PythonFunction) -> sfn.StateMachine:
        machine = sfn.StateMachine(
            self,
            "DrawPictures",
            # Inline, for the tests to read what is deployed.
            definition_body=sfn.DefinitionBody.from_string(DEFINITION.read_text()),
            definition_substitutions={"DrawPicture": function.function_arn},
            tracing_enabled=True,
            logs=sfn.LogOptions(
                destination=logs.LogGroup(
                    self,
                    "ExecutionLogs",
                    # Log delivery wants this prefix: its policy has room for few other names.
                    log_group_name=f"/aws/vendedlogs/states/idance-{house.stage.name}-drawing",
                    retention=house.stage.log_retention,
                    removal_policy=RemovalPolicy.DESTROY,
                ),
                level=sfn.LogLevel.ALL,
                include_execution_data=False,
            ),
        )
        iam.Grant.add_to_principal(
            grantee=machine,
            actions=["lambda:InvokeFunction"],
            resource_arns=[function.function_arn],
        )
        acknowledge(machine, {EVERYTHING: "Log delivery and X-Ray know no resources to name."})
        return machine
