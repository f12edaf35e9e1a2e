"""A dancer that the program draws: real pixels with a known truth, for the demo and for tests.

`choreography.Dance` says how well it dances, `clip.Clip` how it is filmed.
"""

from local.drawn_dancer.choreography import Dance
from local.drawn_dancer.clip import Clip, drawn_frames, true_joints, write_clip
from local.drawn_dancer.looks import LOOKS
from local.drawn_dancer.moves import Move
from local.drawn_dancer.skeleton import JOINTS

__all__ = ["JOINTS", "LOOKS", "Clip", "Dance", "Move", "drawn_frames", "true_joints", "write_clip"]
