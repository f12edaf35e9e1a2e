"""What a sentence is about, so that none takes back another."""

from collections.abc import Mapping
from typing import Final

SUBJECTS: Final[Mapping[str, frozenset[str]]] = {
    "balance": frozenset({"steadiness"}),
    "hold": frozenset({"steadiness"}),
    "spin": frozenset({"steadiness"}),
    "rhythm": frozenset({"timing"}),
    "speed": frozenset({"timing", "pace"}),
    "endurance": frozenset({"pace"}),
    "accuracy": frozenset({"timing", "choreography"}),
    "combo": frozenset({"choreography", "variety"}),
    "creativity": frozenset({"variety"}),
    "smoothness": frozenset({"flow"}),
}


def share_a_subject(one: str, other: str) -> bool:
    """Return whether praise of one metric could contradict a fault of another."""
    subjects = (SUBJECTS.get(name, frozenset({name})) for name in (one, other))
    return bool(frozenset.intersection(*subjects))
