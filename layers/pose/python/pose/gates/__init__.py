"""Gates before ranking: what may only hold or lower a score, never raise it.

Adding a gate is a file here, its numbers in thresholds.json, and a line in `GATES`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import prod
from typing import Final

from pose.gates import (
    boomerang,
    broken_tracking,
    duplicated,
    flailing,
    looped,
    one_dancer,
    shaken,
    sped_up,
    still,
)
from pose.gates.result import GateInput, GateResult, Verdict
from pose.gates.thresholds import current_thresholds

__all__ = ["GATES", "Gate", "GateInput", "GateResult", "Judgement", "Verdict", "judge"]

Gate = Callable[[GateInput], GateResult]

GATES: Final[Mapping[str, Gate]] = {
    still.NAME: still.still,
    shaken.NAME: shaken.shaken,
    looped.NAME: looped.looped,
    boomerang.NAME: boomerang.boomerang,
    sped_up.NAME: sped_up.sped_up,
    duplicated.NAME: duplicated.duplicated,
    flailing.NAME: flailing.flailing,
    broken_tracking.NAME: broken_tracking.broken_tracking,
    one_dancer.NAME: one_dancer.one_dancer,
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What all gates together say of a clip.

    Attributes
    ----------
    results
        In the order of `GATES`.
    gates_version
        Version of the gates and digest of their thresholds.
    """

    results: tuple[GateResult, ...]
    gates_version: str

    @property
    def held(self) -> bool:
        """Tell whether somebody must look at the clip before it is ranked."""
        return any(result.verdict is Verdict.HOLD for result in self.results)

    @property
    def factor(self) -> float:
        """Return what the score is multiplied by, in [0, 1]."""
        return prod(result.factor for result in self.results)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return what the dancer is told: why the score waits, then why it was lowered."""
        objections = [result for result in self.results if result.verdict is not Verdict.PASS]
        return tuple(
            result.reason
            for result in sorted(objections, key=lambda result: result.verdict is Verdict.MULTIPLY)
        )


def judge(given: GateInput) -> Judgement:
    """Pass a clip through every gate. Equal input gives an equal judgement."""
    thresholds = current_thresholds()
    return Judgement(
        results=tuple(gate(given) for gate in GATES.values()),
        gates_version=f"{thresholds.version}.{thresholds.digest[:8]}",
    )
