"""What of a dance is left at its end: activity, energy, rests, thirds."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np
from scipy.ndimage import uniform_filter1d
from scipy.stats import theilslopes

from pose.body.fluency import spectral_arc_length
from pose.body.pace import energy, limb_speed, limb_speeds
from pose.body.support import stretches
from pose.motion import Motion
from pose.timing import beats
from pose.timing.events import event_streams
from pose.timing.tempo import OCTAVES

ACTIVE: Final = 0.4
"""TU/s of the limbs against the hips, over a second, above which somebody dances."""
RESTING: Final = 0.15
FAINTEST: Final = 1e-3
"""TU^2/s^2 below which energy is the tracker's noise."""
CONFIDENCE: Final = 0.9
WINDOW_S: Final = 2.0
_REST_SPREAD_S: Final = 0.3
_MOVING: Final = 0.15


def active_share(motion: Motion) -> float:
    """Return the share of the clip in which the limbs move, in [0, 1]."""
    pace = uniform_filter1d(limb_speed(motion), round(motion.rate), mode="nearest")
    return float((pace > ACTIVE).mean())


def longest_rest(motion: Motion) -> tuple[float, float]:
    """Return how long the longest rest is and when it begins, s."""
    pace = uniform_filter1d(limb_speed(motion), round(_REST_SPREAD_S * motion.rate), mode="nearest")
    start, stop = max(stretches(pace < RESTING), key=lambda rest: rest[1] - rest[0], default=(0, 0))
    return (stop - start) / motion.rate, start / motion.rate


def fatigue(motion: Motion) -> tuple[float, float]:
    """Return the trend of the energy spent and the least fatigue it proves, per second.

    Theil and Sen's slope of the logarithm of the mean energy in windows of two seconds, and the
    end of its 90 % confidence interval nearer to growth: moves of unequal size alone make trends,
    and only what goes beyond them is tiring. Negative is falling.
    """
    size = round(WINDOW_S * motion.rate)
    spent = energy(motion)
    windows = [spent[at : at + size].mean() for at in range(0, len(spent) - size + 1, size)]
    if len(windows) < 3:  # noqa: PLR2004  two points are no trend
        return 0.0, 0.0
    times = np.arange(len(windows)) * size / motion.rate
    slope, _, _, surely = theilslopes(np.log(np.maximum(windows, FAINTEST)), times, CONFIDENCE)
    return float(slope), min(float(surely), 0.0)


def kept(motion: Motion, quality: Callable[[Motion], float]) -> float:
    """Return the last third's quality as a share of the first third's, in [0, 1]."""
    third = len(motion.image) // 3
    first, last = (quality(part(motion, at, at + third)) for at in (0, 2 * third))
    return min(max(last / first, 0.0), 1.0) if first > 0 else 1.0


def part(motion: Motion, start: int, stop: int) -> Motion:
    """Return a motion between two samples of its grid."""
    return replace(
        motion,
        image=motion.image[start:stop],
        world=motion.world[start:stop],
        heading=motion.heading[start:stop],
    )


def mean_energy(motion: Motion) -> float:
    """Return the mean energy, TU^2/s^2, beyond what a tracker makes of a motionless body."""
    return max(float(energy(motion).mean()) - FAINTEST, 0.0)


def fluency(motion: Motion) -> float:
    """Return how smooth the limbs are: 1 / -SPARC, the median of limbs and windows of 2 s."""
    size = round(WINDOW_S * motion.rate)
    windows = [
        spectral_arc_length(limb[at : at + size], motion.rate)
        for limb in limb_speeds(motion).T
        for at in range(0, len(limb) - size + 1, size // 2)
        if limb[at : at + size].mean() > _MOVING
    ]
    return -1 / float(np.median(windows)) if windows else 0.0


def phase_lock(beat: float) -> Callable[[Motion], float]:
    """Return a measure of how firmly a motion keeps a beat of so many seconds, in [0, 1]."""
    return lambda motion: max(
        beats.phase_lock(events, beat / level)
        for events in event_streams(motion).values()
        for level in OCTAVES
    )
