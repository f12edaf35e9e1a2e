"""Which joints the camera did not see, to be told to the dancer."""

from typing import Final

from pose.landmarks import Landmark
from pose.preprocessing.preparing import SEEN_ABOVE
from pose.sequence import PoseSequence

MOSTLY: Final = 0.5
"""Share of the clip in which a joint must be seen."""
_JOINTS: Final = tuple(
    Landmark[f"{side}_{part}"]
    for part in ("SHOULDER", "ELBOW", "WRIST", "HIP", "KNEE", "ANKLE")
    for side in ("LEFT", "RIGHT")
)


def unseen_joints(sequence: PoseSequence) -> tuple[Landmark, ...]:
    """Return the joints of trunk and limbs that are seen in less than half of the samples."""
    seen = (sequence.visibility > SEEN_ABOVE).mean(axis=0)
    return tuple(joint for joint in _JOINTS if seen[joint] < MOSTLY)
