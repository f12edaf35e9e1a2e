"""What to say about the metrics that any dance has: praise, faults, advice."""

from collections.abc import Callable, Mapping
from math import log2
from typing import Final

from pose.feedback.wording import bars, clock, first, number, sided
from pose.metrics.result import Evidence

PRAISE: Final[Mapping[str, tuple[str, str, str]]] = {
    "balance": (
        "Your balance was strong: your weight stayed well above your feet.",
        "You kept your balance for most of the dance.",
        "Of everything, your balance held up best today.",
    ),
    "rhythm": (
        "You were right on the beat.",
        "You kept a beat for most of the dance.",
        "Of everything, your rhythm came across best today.",
    ),
    "smoothness": (
        "Your movement was beautifully smooth.",
        "Your movement flowed for most of the dance.",
        "Of everything, your flow came across best today.",
    ),
    "creativity": (
        "You showed a wide range of different moves.",
        "You mixed several different moves.",
        "Of everything, your choice of moves came across best today.",
    ),
}

ADVICE: Final[Mapping[str, tuple[str, str]]] = {
    "balance": (
        "Bend your knees a little and keep your hips above your feet when you step.",
        "Work on weight transfer: arrive over the standing foot before you let go of the other.",
    ),
    "rhythm": (
        "Count the beat aloud and let your knees bounce on every count.",
        "Drill the phrase to a click at half tempo, then place every accent on the click.",
    ),
    "smoothness": (
        "Let each move run into the next instead of stopping hard.",
        "Start each move from the centre and let the limbs follow through without a stop.",
    ),
    "creativity": (
        "Add a level change, a turn or a new arm line to every phrase.",
        "Vary level, direction and dynamics within each eight-count; avoid literal repeats.",
    ),
}
"""For a beginner, and for whoever is advanced."""

_LATE_MS: Final = 60.0
_SCATTERED_MS: Final = 45.0
_OFF_TEMPO: Final = 0.02
_STEADY: Final = 0.3
_NO_TEMPO: Final = "Your movement did not settle into a tempo."
_LEANING_DEG: Final = 7.0
_SWAYING: Final = 0.5


def _rhythm_fault(evidence: Evidence) -> str:
    lag, scatter = number(evidence, "lag_ms"), number(evidence, "scatter_ms")
    error, steady = number(evidence, "tempo_error"), number(evidence, "steadiness") >= _STEADY
    if not number(evidence, "tempo"):
        return _other_tempo(evidence) if steady else _NO_TEMPO
    if steady and abs(error) >= _OFF_TEMPO:
        pace = "faster" if error > 0 else "slower"
        return f"You danced about {abs(error):.0%} {pace} than the music."
    where, off = bars(evidence, "off_bars"), number(evidence, "off_ms")
    if where and abs(off) >= max(_LATE_MS, abs(lag)):
        return f"In {where} you were {sided(off)}."
    if abs(lag) >= _LATE_MS:
        return f"You were about {abs(lag):.0f} ms {'behind' if lag > 0 else 'ahead of'} the beat."
    if scatter >= _SCATTERED_MS:
        return f"Your steps landed about {scatter:.0f} ms off the beat, now early, now late."
    return "Your accents came and went; only some of them marked the beat."


def _other_tempo(evidence: Evidence) -> str:
    """Return at which tempo the body moved, at the octave nearest to the music's."""
    own, target = number(evidence, "own_bpm"), number(evidence, "target_bpm")
    if own <= 0 or target <= 0:
        return _NO_TEMPO
    near = own * 2 ** round(log2(target / own))
    return f"You danced at about {near:.0f} beats a minute; the music goes at {target:.0f}."


def _smoothness_fault(evidence: Evidence) -> str:
    part, moment = evidence.get("roughest_part", "arms"), number(evidence, "roughest_s")
    return f"Your {part} moved jerkily around {clock(moment)}."


def _balance_fault(evidence: Evidence) -> str:
    moment = clock(number(evidence, "shakiest_s"))
    if number(evidence, "margin_tu") < 0:
        return f"Your weight went out beyond your feet, most of all around {moment}."
    lean = number(evidence, "lean_spread_deg")
    if lean >= _LEANING_DEG:
        return f"Your upper body swung about {lean:.0f} degrees to and fro."
    if number(evidence, "sway_tu_per_s") >= _SWAYING:
        return f"Your body swayed above your feet, most of all around {moment}."
    return f"You were a little unsteady around {moment}."


def _creativity_fault(evidence: Evidence) -> str:
    moves, again = round(number(evidence, "different_moves")), first(evidence, "repeated_s")
    if again is None:
        return "Your moves stayed close to each other."
    if moves > 1:
        return f"You came back to the same {moves} moves, first at {clock(again)}."
    return f"You danced one move again and again, from {clock(again)} on."


FAULTS: Final[Mapping[str, Callable[[Evidence], str]]] = {
    "balance": _balance_fault,
    "rhythm": _rhythm_fault,
    "smoothness": _smoothness_fault,
    "creativity": _creativity_fault,
}
