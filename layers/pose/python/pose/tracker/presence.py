"""Whether anybody dances in a clip at all."""

from typing import Final

import numpy as np

from pose.errors import NoPersonError
from pose.sequence import PoseSequence

MIN_SEEN_S: Final = 2.0
MIN_SEEN_SHARE: Final = 0.2


def check_somebody(whole: PoseSequence) -> None:
    """Raise NoPersonError where a dancer is seen for less than 2 s or a fifth of the clip."""
    share = float(np.mean(~np.isnan(whole.image[:, 0, 0])))
    if share < MIN_SEEN_SHARE or share * whole.duration_s < MIN_SEEN_S:
        raise NoPersonError(f"somebody is seen in {share:.0%} of {whole.duration_s:.1f} s")
