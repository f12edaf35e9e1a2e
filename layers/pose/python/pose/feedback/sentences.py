"""What to tell the dancer: three plain sentences, from evidence, the same every time."""

from collections.abc import Callable, Mapping, Sequence
from math import log2
from typing import Final

from pose.feedback.remarks import ADVICE, FAULTS, PRAISE
from pose.feedback.wording import clock, number
from pose.landmarks import Landmark
from pose.metrics.confidence import LEAST_FPS
from pose.metrics.result import Evidence, MetricResult
from pose.motion import SHOULDERS, Motion

STRONG: Final = 75.0
FAIR: Final = 50.0
TRUSTED: Final = 0.3
"""Confidence below which a metric is not talked about."""
HARDLY_MOVED: Final = 0.5
_LATE_MS: Final = 60.0
_SCATTERED_MS: Final = 45.0
_OFF_TEMPO: Final = 0.02
_STEADY: Final = 0.3
_NO_TEMPO: Final = "Your movement did not settle into a tempo."
_LEANING_DEG: Final = 7.0
_SWAYING: Final = 0.5
_SEEN: Final = 0.5

STILL: Final = (
    "You hardly moved, so there was little to score.",
    "Dance with your whole body, from the first beat to the last.",
    "Then come back: every try counts as practice.",
)

_PRAISE: Final[Mapping[str, tuple[str, str, str]]] = {
    **PRAISE,
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


def feedback(results: Sequence[MetricResult], weights: Mapping[str, int]) -> tuple[str, ...]:
    """Return what went well, what to practise and how, about two different metrics.

    The praise goes to the highest score, the practice to the metric that cost the most points
    among the others, so that no sentence takes back another.
    """
    trusted = [result for result in results if result.confidence >= TRUSTED] or list(results)
    if max(_activity(result) for result in trusted) < HARDLY_MOVED:
        return STILL
    best = max(trusted, key=lambda result: (result.score, weights[result.name]))
    others = [result for result in trusted if result is not best]
    if not others:
        return (praise(best), message(best), "Record another one and see how far it takes you.")
    worst = max(others, key=lambda result: weights[result.name] * (100 - result.score))
    if worst.score >= STRONG:
        return (praise(best), praise(worst), "Try a faster song or a harder challenge next.")
    return (praise(best), message(worst), advice(worst))


def praise(result: MetricResult) -> str:
    """Return a sentence on what a metric did well, no warmer than its score."""
    strong, fair, weak = _PRAISE.get(result.name, (f"Your {result.name} was strong.",) * 3)
    return strong if result.score >= STRONG else fair if result.score >= FAIR else weak


def message(result: MetricResult) -> str:
    """Return a sentence on what a metric saw: praise if it is strong, else what was amiss."""
    fault = _FAULTS.get(result.name)
    if result.score >= STRONG or fault is None:
        return praise(result)
    return fault(result.evidence)


def advice(result: MetricResult) -> str:
    """Return a sentence on how to practise what a metric measures."""
    return _ADVICE.get(result.name, "Watch the demo once more and try again.")


def missing_reason(motion: Motion) -> str:
    """Return why a clip cannot be scored, fit for the dancer."""
    if motion.native_fps < LEAST_FPS:
        return (
            f"your video has only {motion.native_fps:.0f} pictures a second; "
            f"record with at least {LEAST_FPS:.0f}, better 30"
        )
    for part, joints in _PARTS.items():
        if motion.seen(joints) < _SEEN:
            return f"your {part} can hardly be seen; place the camera so that all of you is in it"
    return "too little of the dance could be measured; record a longer clip with all of you in it"


def _activity(result: MetricResult) -> float:
    return number(result.evidence, "activity", 1.0)


def _rhythm_fault(evidence: Evidence) -> str:
    lag, scatter = number(evidence, "lag_ms"), number(evidence, "scatter_ms")
    error, steady = number(evidence, "tempo_error"), number(evidence, "steadiness") >= _STEADY
    if not number(evidence, "tempo"):
        return _other_tempo(evidence) if steady else _NO_TEMPO
    if steady and abs(error) >= _OFF_TEMPO:
        pace = "faster" if error > 0 else "slower"
        return f"You danced about {abs(error):.0%} {pace} than the music."
    if abs(lag) >= _LATE_MS:
        return f"You were about {abs(lag):.0f} ms {'behind' if lag > 0 else 'ahead of'} the beat."
    if scatter >= _SCATTERED_MS:
        return f"Your steps landed about {scatter:.0f} ms off the beat, now early, now late."
    return "Your accents came and went; only some of them marked the beat."


def _other_tempo(evidence: Evidence) -> str:
    """Return at which tempo the body moved, at the octave nearest to the music's."""
    own, target = number(evidence, "own_bpm"), number(evidence, "target_bpm")
    if not own or not target:
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
    poses = int(number(evidence, "different_poses"))
    if poses > 1:
        return f"You came back to the same {poses} poses."
    return "You stayed close to one pose."


_FAULTS: Final[Mapping[str, Callable[[Evidence], str]]] = {
    **FAULTS,
    "balance": _balance_fault,
    "rhythm": _rhythm_fault,
    "smoothness": _smoothness_fault,
    "creativity": _creativity_fault,
}

_ADVICE: Final[Mapping[str, str]] = {
    **ADVICE,
    "balance": "Bend your knees a little and keep your hips above your feet when you step.",
    "rhythm": "Count the beat aloud and let your knees bounce on every count.",
    "smoothness": "Let each move run into the next instead of stopping hard.",
    "creativity": "Add a level change, a turn or a new arm line to every phrase.",
}

_PARTS: Final[Mapping[str, tuple[int, ...]]] = {
    "upper body": SHOULDERS,
    "hips": (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    "legs": (
        Landmark.LEFT_KNEE,
        Landmark.RIGHT_KNEE,
        Landmark.LEFT_ANKLE,
        Landmark.RIGHT_ANKLE,
    ),
    "arms": (
        Landmark.LEFT_ELBOW,
        Landmark.RIGHT_ELBOW,
        Landmark.LEFT_WRIST,
        Landmark.RIGHT_WRIST,
    ),
}
