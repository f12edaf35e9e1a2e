"""What kept a clip from being seen well, and what to do about it when filming again."""

from collections.abc import Sequence
from typing import Final

from pose.landmarks import Landmark
from pose.metrics.confidence import FULL_FPS
from pose.metrics.result import MetricResult
from pose.motion import Motion

FULLY: Final = 0.8
"""Confidence below which a dancer is told why a metric counted less."""
SHORT_S: Final = 8.0
_PARTS: Final = (
    ("feet", ("ANKLE",)),
    ("knees", ("KNEE",)),
    ("hips", ("HIP",)),
    ("shoulders", ("SHOULDER",)),
    ("elbows", ("ELBOW",)),
    ("hands", ("WRIST",)),
)
_BELOW: Final = frozenset({"feet", "knees", "hips"})


def notices(
    motion: Motion,
    unseen: Sequence[Landmark],
    results: Sequence[MetricResult],
    *,
    people: int = 1,
) -> tuple[str, ...]:
    """Return what the dancer should know about the clip itself, the most useful first.

    Parameters
    ----------
    unseen
        Joints the camera did not see.
    people
        How many were in the picture at once.
    """
    told = []
    if unseen:
        told.append(_hidden(unseen))
    if people > 1:
        told.append("We saw more than one person and followed one of them; dance alone next time.")
    lowered = [result.name for result in results if result.confidence < FULLY]
    if lowered and not unseen:
        told.append(_lowered(lowered, motion))
    return tuple(told)


def _hidden(unseen: Sequence[Landmark]) -> str:
    names = [
        name
        for name, joints in _PARTS
        if any(landmark.name.endswith(joint) for landmark in unseen for joint in joints)
    ]
    what = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    how = (
        "step back from the camera"
        if _BELOW & set(names)
        else "place the camera so that all of you is in it"
    )
    return f"We did not see your {what} for most of the clip; {how}."


def _lowered(names: Sequence[str], motion: Motion) -> str:
    what = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    told = f"{what.capitalize()} counted less"
    if motion.native_fps < FULL_FPS:
        return f"{told}: the video has only {motion.native_fps:.0f} pictures a second."
    if motion.seconds < SHORT_S:
        return f"{told}: the clip is short; dance a little longer."
    return f"{told}, because we could only measure a part of it."
