"""Privacy: dancers who ask for it are forgotten."""

from aws_cdk import Duration
from constructs import Construct

from infra.constructs.alarms import FIVE_MINUTES
from infra.constructs.house import House
from infra.constructs.python_function import PythonFunction
from infra.constructs.workflow import Workflow
from infra.stage import ROOT

DEFINITION = ROOT / "statemachines" / "erase_dancer.asl.json"
MADE_OF_CLIPS = ("videos/", "poses/", "segments/", "analyses/", "pictures/", "exports/")


class Privacy(Construct):
    """Deploys functions/privacy/ and statemachines/erase_dancer.asl.json.

    Attributes
    ----------
    machine
        The state machine; a standard one, for it may take days where something is away.
    """

    def __init__(self, scope: Construct, construct_id: str, *, house: House) -> None:
        super().__init__(scope, construct_id)
        erase = PythonFunction(
            self,
            "Erase",
            house=house,
            handler="functions.privacy.erase.lambda_handler",
            environment={
                **house.environment(
                    "CHALLENGES_TABLE",
                    "CORE_TABLE",
                    "OPERATIONS_TABLE",
                    "SOCIAL_TABLE",
                    "AGGREGATES_TABLE",
                    "MEDIA_BUCKET",
                    "REDIS_URL",
                ),
                "ERASURE_SETTLES_SECONDS": str(house.stage.erasure_settles.to_seconds()),
            },
            timeout=Duration.minutes(15),
            uses_redis=True,
        )
        self._allow(erase, house)
        self.machine = Workflow(
            self,
            "EraseDancers",
            house=house,
            name="erasing",
            definition=DEFINITION.read_text(),
            functions={"Erase": erase},
        )
        house.alarms.watch(
            "ErasuresFailed",
            self.machine.metric_failed(period=FIVE_MINUTES),
            above=0,
            meaning="Somebody who asked to be forgotten is not, and nobody goes on with it.",
        )

    def _allow(self, erase: PythonFunction, house: House) -> None:
        data = house.data
        for table in (data.core, data.operations, data.social, data.aggregates):
            table.allow_writing(erase)
            table.allow_deleting(erase)
        data.social.allow_querying(erase, "by_name")
        data.challenges.allow_reading(erase)
        data.media.allow_reading(erase, *MADE_OF_CLIPS)
        data.media.allow_deleting(erase, *MADE_OF_CLIPS)
        data.media.allow_giving_up(erase, "videos/")
