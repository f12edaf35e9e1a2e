"""What can be thrown away and deployed again: functions, API, workflow, schedules, boards."""

from aws_cdk import CfnOutput, Stack
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.assets import ZipPackage
from infra.constructs.acknowledged import acknowledge
from infra.constructs.alarms import Alarms
from infra.constructs.api import Api
from infra.constructs.authorizer import Authorizer
from infra.constructs.cache import Cache
from infra.constructs.drawing import Drawing
from infra.constructs.house import House
from infra.constructs.leaderboard import Leaderboard
from infra.constructs.live import Live
from infra.constructs.network import Network
from infra.constructs.privacy import Privacy
from infra.constructs.push import Push
from infra.constructs.rescoring import Rescoring
from infra.constructs.rotation import Rotation
from infra.constructs.scoring import Scoring
from infra.data_stack import DataStack
from infra.stage import Stage


class ServiceStack(Stack):
    """The stateless half of the application."""

    def __init__(
        self, scope: Construct, construct_id: str, *, stage: Stage, data: DataStack
    ) -> None:
        super().__init__(
            scope, construct_id, description="iDance Challenge Engine: functions and API"
        )
        acknowledge(
            self,
            {
                "AwsSolutions-L1": "Python 3.13 is what locks and image are made for; AWS supports "
                "it until June 2029."
            },
        )
        network = None if stage.redis_url else Network(self, "Network", stage=stage)
        house = House(
            stage=stage,
            package=ZipPackage(self, stage),
            data=data,
            network=network,
            cache=Cache(self, "Cache", stage=stage, network=network),
            alarms=Alarms(self, "Alarms"),
        )
        scoring = Scoring(self, "Scoring", house=house)
        drawing = Drawing(self, "Drawing", house=house)
        rescoring = Rescoring(self, "Rescoring", house=house)
        privacy = Privacy(self, "Privacy", house=house)
        rotation = Rotation(self, "Rotation", house=house)
        Push(self, "Push", house=house)
        authorizer = Authorizer(self, "Authorizer", house=house)
        live = Live(self, "Live", house=house, admit=authorizer.admit)
        leaderboard = Leaderboard(self, "Leaderboard", house=house, live=live)
        api = Api(
            self,
            "Api",
            house=house,
            machine=scoring.machine,
            drawing=drawing,
            rescoring=rescoring.machine,
            erasing=privacy.machine,
            gate=authorizer.gate,
            live_url=live.url,
        )
        CfnOutput(self, "ApiUrl", value=api.url)
        CfnOutput(self, "LiveUrl", value=live.url)
        CfnOutput(self, "StateMachineArn", value=scoring.machine.state_machine_arn)
        self._publish_functions(
            {
                "Rotate": rotation.rotate,
                "Pregenerate": rotation.pregenerate,
                "Expire": rotation.expire,
                "Publish": rotation.publish,
                "RollUp": rotation.roll_up,
                "ConsumeStream": leaderboard.consume_stream,
                "Rebuild": leaderboard.rebuild,
                "Rescore": rescoring.rescore,
                "ListEntries": rescoring.list_entries,
                "PublishBoards": leaderboard.publish,
                "Verify": leaderboard.verify,
                "InspectBoards": leaderboard.inspect_boards,
            }
        )

    def _publish_functions(self, functions: dict[str, lambda_.Function]) -> None:
        """Name the functions that people call by hand."""
        for name, function in functions.items():
            CfnOutput(self, f"{name}FunctionName", value=function.function_name)
