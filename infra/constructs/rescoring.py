"""Old scores under the scoring version of today: one that an admin orders, or a challenge's."""

from constructs import Construct

from infra.constructs.alarms import FIVE_MINUTES
from infra.constructs.house import House
from infra.constructs.scoring_function import ScoringFunction
from infra.constructs.workflow import Workflow
from infra.stage import ROOT

DEFINITION = ROOT / "statemachines" / "rescore_submission.asl.json"


class Rescoring(Construct):
    """Deploys functions/scoring/rescore.py and statemachines/rescore_submission.asl.json.

    Attributes
    ----------
    machine
        The state machine; a standard one, for it scores once for a name.
    rescore
        Scores one submission again, when somebody on call says so.
    list_entries
        Tells which submissions of a challenge there are to score again.
    """

    def __init__(self, scope: Construct, construct_id: str, *, house: House) -> None:
        super().__init__(scope, construct_id)
        data = house.data
        self.rescore = ScoringFunction(
            self, "Rescore", house=house, file="rescore", seconds=300, memory_size=1769
        )
        data.media.allow_reading(self.rescore, "poses/")
        data.media.allow_writing(self.rescore, "analyses/")
        data.challenges.allow_reading(self.rescore)
        for table in (data.core, data.operations, data.social):
            table.allow_writing(self.rescore)
        self.list_entries = ScoringFunction(
            self, "ListEntries", house=house, file="list_entries", seconds=60
        )
        data.core.allow_querying(self.list_entries, "by_challenge")
        self.machine = Workflow(
            self,
            "RescoreSubmissions",
            house=house,
            name="rescoring",
            definition=DEFINITION.read_text(),
            functions={"Rescore": self.rescore},
        )
        house.alarms.watch(
            "RescoringsFailed",
            self.machine.metric_failed(period=FIVE_MINUTES),
            above=0,
            meaning="What admins order to be scored again is not: old scores stand meanwhile.",
        )
