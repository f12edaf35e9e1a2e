"""The CDK app: ``npx cdk synth -c stage=prod``."""

from aws_cdk import App, Tags, Validations
from cdk_nag import AwsSolutionsChecks

from infra.data_stack import DataStack
from infra.service_stack import ServiceStack
from infra.stage import Stage


def build(app: App, stage: Stage | None = None) -> tuple[DataStack, ServiceStack]:
    """Put both stacks of a stage into an app, under cdk-nag's eyes.

    Parameters
    ----------
    stage
        The one that the context names if left out.
    """
    stage = stage or Stage.of(app.node)
    data = DataStack(app, f"idance-{stage.name}-data", stage=stage)
    service = ServiceStack(app, f"idance-{stage.name}-service", stage=stage, data=data)
    Tags.of(app).add("application", "idance")
    Tags.of(app).add("stage", stage.name)
    if not stage.endpoint:
        Validations.of(app).add_plugins(AwsSolutionsChecks(app))
    return data, service


if __name__ == "__main__":
    application = App()
    build(application)
    application.synth()
