"""Where the tests find the pose model, which the test command builds first."""

import os
from pathlib import Path

REPOSITORY = Path(__file__).parents[3]
MODEL_PATH = Path(os.environ.get("POSE_MODEL_PATH", REPOSITORY / ".cache" / "pose_landmarker.task"))
REAL_CLIPS = REPOSITORY.parent / "shared" / "clips"
