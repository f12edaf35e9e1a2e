"""A function of functions/scoring/, as the stage runs them: from the image, or from the archive."""

import dataclasses

from aws_cdk import Duration
from constructs import Construct

from infra.assets import ImagePackage
from infra.constructs.house import House
from infra.constructs.python_function import PythonFunction


class ScoringFunction(PythonFunction):
    """The function of a state: ExtractPose is extract_pose.py.

    Parameters
    ----------
    file
        Name of the module, without its ending.
    """

    def __init__(  # noqa: PLR0913 - what tells one function from another, by keyword
        self,
        scope: Construct,
        state: str,
        *,
        house: House,
        file: str,
        seconds: int,
        memory_size: int = 512,
    ) -> None:
        if house.stage.containers:
            house = dataclasses.replace(house, package=ImagePackage(house.stage))
        super().__init__(
            scope,
            state,
            house=house,
            handler=f"functions.scoring.{file}.lambda_handler",
            environment={
                # Many small products of matrices: threads would only wait for each other.
                "OPENBLAS_NUM_THREADS": "1",
                **house.environment(
                    "CHALLENGES_TABLE",
                    "CORE_TABLE",
                    "OPERATIONS_TABLE",
                    "SOCIAL_TABLE",
                    "MEDIA_BUCKET",
                    "POSE_MODEL_PATH",
                ),
            },
            memory_size=memory_size,
            timeout=Duration.seconds(seconds),
            opens_clips=True,
        )
