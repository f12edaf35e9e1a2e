"""What to tell the dancer: three plain sentences, from evidence, the same every time."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from pose.brief import BEGINNER
from pose.feedback import basics, remarks
from pose.feedback.notices import FULLY
from pose.feedback.subjects import share_a_subject
from pose.feedback.wording import number
from pose.landmarks import SHOULDERS, Landmark
from pose.metrics.confidence import LEAST_FPS
from pose.metrics.result import Evidence, MetricResult
from pose.motion import Motion

STRONG: Final = 75.0
FAIR: Final = 50.0
TRUSTED: Final = 0.3
"""Confidence below which a metric is not talked about."""
HARDLY_MOVED: Final = 0.5
_SEEN: Final = 0.5

STILL: Final = (
    "You hardly moved, so there was little to score.",
    "Dance with your whole body, from the first beat to the last.",
    "Then come back: every try counts as practice.",
)
ONWARDS: Final = "Try a faster song or a harder challenge next."
TRIED: Final = "You went for it, and every try counts as practice."
WATCH: Final = "Watch the demo once more and try again."
AGAIN: Final = "Record another one and see how far it takes you."

PRAISE: Final[Mapping[str, tuple[str, str, str]]] = {**basics.PRAISE, **remarks.PRAISE}
FAULTS: Final[Mapping[str, Callable[[Evidence], str]]] = {**basics.FAULTS, **remarks.FAULTS}
ADVICE: Final[Mapping[str, tuple[str, str]]] = {**basics.ADVICE, **remarks.ADVICE}


def feedback(
    results: Sequence[MetricResult],
    weights: Mapping[str, int],
    *,
    difficulty: str = BEGINNER,
    noticed: Sequence[str] = (),
) -> tuple[str, ...]:
    """Return what went well, what to practise and how, about two different metrics.

    The practice goes to the metric that cost the most points, the praise to the highest score
    among those that are about something else and counted in full, so that no sentence takes back
    another, nor does a notice that a metric counted less. Where all are about the same, or the best
    counted less, the praise only compares. What the camera did not see is told in place of the
    advice: it is what helps most.

    Parameters
    ----------
    difficulty
        Of the challenge: whoever is beyond a beginner's is advised in the words of the trade.
    noticed
        From `pose.feedback.notices`, the most useful first.
    """
    trusted = [result for result in results if result.confidence >= TRUSTED] or list(results)
    if max(_activity(result) for result in trusted) < HARDLY_MOVED:
        return STILL
    told = noticed[0] if noticed else None
    ranked = sorted(trusted, key=lambda one: (one.score, weights[one.name]), reverse=True)
    best, others = ranked[0], ranked[1:] or ranked
    worst = max(others, key=lambda result: weights[result.name] * (100 - result.score))
    good = [one for one in ranked if one.score >= FAIR and one.confidence >= FULLY]
    if worst.score >= STRONG:
        first = praise(good[0]) if good else _praises(best.name)[2]
        second = praise(worst) if worst in good[1:] else AGAIN
        return (first, second, told or ONWARDS)
    first = TRIED if worst is best else _praise_beside(worst, best, good)
    return (first, message(worst), told or advice(worst, difficulty))


def remarks_on(results: Sequence[MetricResult]) -> dict[str, str]:
    """Return a sentence on each metric: praise if it is strong, else what was amiss.

    Praise that another metric's fault would take back gives way to the bare score.
    """
    faulty = [result.name for result in results if result.score < STRONG]
    return {
        result.name: message(result)
        if result.name in faulty or not any(share_a_subject(result.name, one) for one in faulty)
        else f"Your {result.name} scored {result.score:.0f} of 100."
        for result in results
    }


def praise(result: MetricResult) -> str:
    """Return a sentence on what a metric did well, no warmer than its score."""
    strong, fair, weak = _praises(result.name)
    return strong if result.score >= STRONG else fair if result.score >= FAIR else weak


def message(result: MetricResult) -> str:
    """Return a sentence on what a metric saw: praise if it is strong, else what was amiss."""
    fault = FAULTS.get(result.name)
    if result.score >= STRONG or fault is None:
        return praise(result)
    return fault(result.evidence)


def advice(result: MetricResult, difficulty: str = BEGINNER) -> str:
    """Return a sentence on how to practise what a metric measures."""
    simple, advanced = ADVICE.get(result.name, (WATCH, WATCH))
    return simple if difficulty == BEGINNER else advanced


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


def _praise_beside(worst: MetricResult, best: MetricResult, good: Sequence[MetricResult]) -> str:
    """Return the warmest praise that does not contradict a fault.

    Of the highest score that is about something else; where there is none, the best is only called
    the best.
    """
    for result in good:
        if result is not worst and not share_a_subject(result.name, worst.name):
            return praise(result)
    return _praises(best.name)[2]


def _praises(name: str) -> tuple[str, str, str]:
    of_everything = f"Of everything, your {name} came across best today."
    return PRAISE.get(name, (f"Your {name} was strong.", f"Your {name} was fair.", of_everything))


def _activity(result: MetricResult) -> float:
    return number(result.evidence, "activity", 1.0)


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
