"""The version of what the tracker finds, without the tracker."""

from typing import Final

POSE_VERSION: Final = "4"
"""Changes whenever a clip would give other landmarks: model, MediaPipe, sampling, joining."""
