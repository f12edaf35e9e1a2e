"""How far a metric can be trusted on a clip, from what the camera gave."""

from collections.abc import Mapping
from typing import Final

from pose.motion import USED_ABOVE, Motion

FULL_FPS: Final = 20.0
LEAST_FPS: Final = 12.0
_FAINT_FPS: Final = 0.5
_FAINTEST_SEEN: Final = 0.3


def ramp(value: float, low: float, high: float) -> float:
    """Return 0 up to `low`, 1 from `high` on, a straight line between; `low` < `high`."""
    return min(max((value - low) / (high - low), 0.0), 1.0)


def frame_rate_confidence(native_fps: float) -> float:
    """Return 1 from 20 frames per second on, 0.5 at 12, and 0 below: too coarse to time steps."""
    if native_fps < LEAST_FPS:
        return 0.0
    return _FAINT_FPS + (1 - _FAINT_FPS) * ramp(native_fps, LEAST_FPS, FULL_FPS)


def joints_confidence(motion: Motion, weights: Mapping[tuple[int, ...], float]) -> float:
    """Return the weighted share of joints seen: full from 70 % of the clip on, none below 30 %."""
    seen = [
        weight * ramp(motion.seen(joints), _FAINTEST_SEEN, USED_ABOVE)
        for joints, weight in weights.items()
    ]
    return sum(seen) / sum(weights.values())
