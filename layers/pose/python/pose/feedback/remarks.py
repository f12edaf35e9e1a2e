"""What to say about the metrics of single challenge types: praise, faults, advice."""

from collections.abc import Callable, Mapping
from typing import Final

from pose.feedback.wording import bars, clock, first, number, sided
from pose.metrics.result import Evidence

PRAISE: Final[Mapping[str, tuple[str, str, str]]] = {
    "accuracy": (
        "You danced the choreography just as it was shown.",
        "You had most of the choreography.",
        "Of everything, the choreography came across best today.",
    ),
    "combo": (
        "You had the combo together, move after move.",
        "You had most of the combo's moves in their order.",
        "Of everything, the combo came across best today.",
    ),
    "endurance": (
        "You kept going to the very end.",
        "You kept going for most of the dance.",
        "Of everything, your endurance came across best today.",
    ),
    "hold": (
        "You held your pose like a statue.",
        "You held your pose for most of the time.",
        "Of everything, your hold came across best today.",
    ),
    "speed": (
        "You were really fast.",
        "You kept up a good pace.",
        "Of everything, your pace came across best today.",
    ),
    "spin": (
        "You spun well, on your axis and to a safe landing.",
        "You turned with fair control.",
        "Of everything, your turns came across best today.",
    ),
}

ADVICE: Final[Mapping[str, tuple[str, str]]] = {
    "accuracy": (
        "Watch the demo at half speed and stop it at every bar.",
        "Film yourself beside the demo and compare the lines bar by bar.",
    ),
    "combo": (
        "Learn the moves one by one, then join them two by two.",
        "Drill the transitions: run each pair of moves without a stop between them.",
    ),
    "endurance": (
        "Start a little below your limit, so that it lasts to the end.",
        "Train in intervals as long as the dance, and breathe on the count.",
    ),
    "hold": (
        "Fix your eyes on one point and breathe slowly.",
        "Engage the standing leg up to the hip and correct from the ankle, not from the arms.",
    ),
    "speed": (
        "Let each move arrive a little sooner without making it smaller.",
        "Raise the click by four beats a minute each run, and keep the full size of every move.",
    ),
    "spin": (
        "Keep your eyes on one spot and your weight over one foot.",
        "Spot later and pull the arms in faster; finish with the weight over the ball of one foot.",
    ),
}
"""For a beginner, and for whoever is advanced."""

_COVERED: Final = 0.8
_OFF_TEMPO: Final = 0.03
_LATE_MS: Final = 60.0
_LONG_REST_S: Final = 2.0
_TIRED: Final = 0.3
_ACTIVE: Final = 0.7
_SHORT_HOLD_S: Final = 6.0
_WHOLE_TURN: Final = 0.75
_DRIFTING: Final = 0.3
_FEW_TURNS: Final = 2.5
_ENOUGH: Final = 0.9


def _accuracy_fault(evidence: Evidence) -> str:
    if number(evidence, "covered", 1.0) < _COVERED:
        return f"You danced about {number(evidence, 'covered'):.0%} of the choreography."
    if other := bars(evidence, "other_bars"):
        return f"In {other} you danced something else than the demo shows."
    if number(evidence, "timing") < number(evidence, "shape"):
        return _timing_fault(evidence)
    limb, moment = evidence.get("worst_limb", "arms"), clock(number(evidence, "worst_limb_s"))
    off = f"about {number(evidence, 'worst_limb_deg'):.0f} degrees off"
    return f"In bar {number(evidence, 'worst_limb_bar'):.0f}, at {moment}, your {limb} was {off}."


def _timing_fault(evidence: Evidence) -> str:
    tempo, late = number(evidence, "tempo_ratio", 1.0), number(evidence, "late_ms")
    if abs(tempo - 1) >= _OFF_TEMPO:
        pace = "faster" if tempo > 1 else "slower"
        return f"You danced the choreography about {abs(tempo - 1):.0%} {pace} than it was shown."
    where = bars(evidence, "late_bars")
    if where and abs(late) >= _LATE_MS:
        part = evidence.get("late_part")
        who = f"your {part} were" if part else "you were"
        return f"In {where} {who} {sided(late)}."
    spread = number(evidence, "timing_spread_ms")
    return f"Your moves came about {spread:.0f} ms off their moments, now early, now late."


def _combo_fault(evidence: Evidence) -> str:
    if "different_moves" in evidence:
        return _own_combo_fault(evidence)
    astray, missing = first(evidence, "out_of_order"), first(evidence, "missing_moves")
    if astray is not None:
        return f"Move {astray:.0f} of the combo came at another place than it should."
    if missing is not None:
        return f"Move {missing:.0f} of the combo was not to be seen."
    return "Your moves of the combo were only roughly those that were shown."


def _own_combo_fault(evidence: Evidence) -> str:
    different, required = number(evidence, "different_moves"), number(evidence, "required")
    repeated = first(evidence, "repeated_s")
    if repeated is not None:
        told = f"You strung {different:.0f} different moves together"
        return f"{told}; the one at {clock(repeated)} was a repeat."
    return f"You danced {different:.0f} moves; the combo asks for {required:.0f}."


def _endurance_fault(evidence: Evidence) -> str:
    rest, lost = number(evidence, "longest_rest_s"), number(evidence, "lost_share")
    active = number(evidence, "active_share", 1.0)
    if rest >= _LONG_REST_S:
        begun = clock(number(evidence, "longest_rest_at_s"))
        return f"You rested for about {rest:.0f} seconds from {begun} on."
    if lost >= _TIRED:
        return f"At the end you put in about {lost:.0%} less energy than at the start."
    if active < _ACTIVE:
        return f"You were moving for about {active:.0%} of the clip."
    return "Your last third was weaker than your first."


def _hold_fault(evidence: Evidence) -> str:
    saved, held = first(evidence, "corrections_s"), number(evidence, "hold_s")
    if saved is not None:
        return f"You had to step or to put your foot down, first at {clock(saved)}."
    asked = number(evidence, "asked_s", _SHORT_HOLD_S)
    if held < asked:
        return f"You held still for about {held:.1f} seconds."
    return "Your body swayed while you held."


def _speed_fault(evidence: Evidence) -> str:
    return f"You were slowest around {clock(number(evidence, 'slowest_s'))}."


def _spin_fault(evidence: Evidence) -> str:
    turns, asked = number(evidence, "turns"), number(evidence, "asked_turns", _FEW_TURNS)
    if turns < _WHOLE_TURN:
        return "You did not turn all the way round."
    if number(evidence, "axis_drift_tu") >= _DRIFTING:
        return "You drifted sideways while you turned."
    if "landing_s" not in evidence:
        return "You did not come to a stand after your last turn."
    if turns < _ENOUGH * asked:
        return f"You turned {turns:.1f} times; there is room for more."
    return f"You needed {number(evidence, 'landing_s'):.1f} seconds to stand after your last turn."


FAULTS: Final[Mapping[str, Callable[[Evidence], str]]] = {
    "accuracy": _accuracy_fault,
    "combo": _combo_fault,
    "endurance": _endurance_fault,
    "hold": _hold_fault,
    "speed": _speed_fault,
    "spin": _spin_fault,
}
