"""Pictures of scored clips, drawn when somebody asks: off the way to the score."""

from typing import cast

from aws_cdk import ArnFormat, CfnElement, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from infra.constructs.acknowledged import acknowledge
from infra.constructs.alarms import FIVE_MINUTES
from infra.constructs.house import House
from infra.constructs.python_function import PythonFunction
from infra.constructs.scoring_function import ScoringFunction
from infra.constructs.workflow import Workflow
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
        self.machine = Workflow(
            self,
            "DrawPictures",
            house=house,
            name="drawing",
            definition=DEFINITION.read_text(),
            functions={"DrawPicture": function},
        )
        house.alarms.watch(
            "DrawingsFailed",
            self.machine.metric_failed(period=FIVE_MINUTES),
            above=0,
            meaning="Pictures of scored clips cannot be drawn; scores are not concerned.",
        )

    def allow_ordering(self, function: PythonFunction) -> None:
        """Let a function have pictures drawn, and ask how far they are."""
        self.machine.grant_start_execution(function)
        arn = Stack.of(self).format_arn(
            service="states",
            resource="execution",
            resource_name=f"{self.machine.state_machine_name}:*",
            arn_format=ArnFormat.COLON_RESOURCE_NAME,
        )
        iam.Grant.add_to_principal(
            grantee=function, actions=["states:DescribeExecution"], resource_arns=[arn]
        )
        logical_id = Stack.of(self).get_logical_id(
            cast("CfnElement", self.machine.node.default_child)
        )
        acknowledge(
            function.execution_role,
            {
                f"AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:"
                f"<AWS::AccountId>:execution:<{logical_id}.Name>:*]": "Each drawing is an "
                "execution of its own, named at run time."
            },
        )
