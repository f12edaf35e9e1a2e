"""From a pose sequence to a score: the one door of this package for whoever has landmarks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from pose.body.pace import limb_speed
from pose.brief import ScoringBrief
from pose.calibration import Calibration, current_calibration
from pose.errors import CannotScoreError
from pose.feedback.notices import notices
from pose.feedback.sentences import advice, feedback, missing_reason, remarks_on
from pose.landmarks import Landmark
from pose.metrics import IN_STILLNESS, METRICS
from pose.metrics.result import MetricResult
from pose.metrics.unmeasured import REASON
from pose.motion import Motion
from pose.preprocessing.preparing import prepare
from pose.preprocessing.unseen import unseen_joints
from pose.sequence import PoseSequence

__all__ = ["SCORING_VERSION", "MetricResult", "ScoreCard", "ScoringBrief", "score"]

SCORING_VERSION: Final = "4"
LEAST_CONFIDENCE: Final = 0.6
"""Share of the weights that must be measured; less would be a guess."""


@dataclass(frozen=True, slots=True)
class ScoreCard:
    """A clip's score and what it is made of.

    Attributes
    ----------
    total
        In [0, 100], exact hundredths: the mean of the metrics' scores, each weighted by its weight
        in the challenge times its confidence.
    metrics
        In the order of the challenge's criteria.
    weights
        Of each metric by name, summing to 100.
    confidence
        In [0.6, 1]: share of the weights that was measured.
    feedback
        Three sentences for the dancer.
    notices
        What the camera did not see, in sentences, and what lowered the confidence.
    remarks, advice
        By metric: a sentence on it, and on how to practise it.
    unseen
        Joints that are hardly ever seen.
    scoring_version
        Version of definitions and calibration.
    """

    total: float
    metrics: tuple[MetricResult, ...]
    weights: Mapping[str, int]
    confidence: float
    feedback: tuple[str, ...]
    notices: tuple[str, ...]
    remarks: Mapping[str, str]
    advice: Mapping[str, str]
    unseen: tuple[Landmark, ...]
    scoring_version: str

    @property
    def breakdown(self) -> dict[str, float]:
        """Return the points of each metric, in exact hundredths; they sum to the total.

        A metric of full confidence brings weight x score / 100. One that was only partly measured
        is credited c x score + (1 - c) x total in place of its score, that is, the unmeasured part
        counts like the rest of the clip: this is the same total as the confidence-weighted mean,
        and no metric can exceed its weight. What rounding leaves goes to the largest remainders.
        """
        exact = {
            metric.name: self.weights[metric.name]
            * (metric.confidence * metric.score + (1 - metric.confidence) * self.total)
            for metric in self.metrics
        }
        hundredths = _shared_out(round(self.total * 100), exact)
        return {name: points / 100 for name, points in hundredths.items()}


def score(
    sequence: PoseSequence, brief: ScoringBrief, *, calibration: Calibration | None = None
) -> ScoreCard:
    """Score a clip as its challenge asks.

    Equal sequences, briefs and calibrations give equal cards, to the last digit.

    Parameters
    ----------
    calibration
        The current one if none is given; another, to score a stored clip anew.

    Raises
    ------
    ValueError
        If the brief names a metric that does not exist.
    CannotScoreError
        If less than 60 % of the weights could be measured; its reason is fit for the dancer.
    """
    if unknown := sorted(set(brief.criteria) - set(METRICS)):
        raise ValueError(f"no such metric: {', '.join(unknown)}")
    motion = prepare(sequence)
    calibration = calibration or current_calibration()
    results = tuple(_measured(motion, brief, calibration))
    confidence = sum(brief.criteria[m.name] * m.confidence for m in results) / 100
    if confidence < LEAST_CONFIDENCE:
        raise CannotScoreError(_why_not(results, brief.criteria, motion))
    unseen = unseen_joints(sequence)
    noticed = notices(motion, unseen, results, people=sequence.people)
    return ScoreCard(
        total=_total(results, brief.criteria),
        metrics=results,
        weights=dict(brief.criteria),
        confidence=confidence,
        feedback=feedback(results, brief.criteria, difficulty=brief.difficulty, noticed=noticed),
        notices=noticed,
        remarks=remarks_on(results),
        advice={result.name: advice(result, brief.difficulty) for result in results},
        unseen=unseen,
        scoring_version=f"{SCORING_VERSION}.{calibration.digest[:8]}",
    )


def _measured(
    motion: Motion, brief: ScoringBrief, calibration: Calibration
) -> Iterable[MetricResult]:
    """Yield each metric's result, lowered if the body hardly moves.

    Standing still is steady and smooth; it is not dancing. The factor only ever takes away, and
    challenges that ask for stillness have a curve of their own.
    """
    pace = float(limb_speed(motion).mean())
    activity = calibration.at(brief.challenge_type, "activity", pace)
    for name, weight in brief.criteria.items():
        if weight:
            result = METRICS[name](motion, brief, calibration)
            asked = 1.0 if name in IN_STILLNESS else activity
            evidence = {**result.evidence, "activity": asked, "limb_speed_tu_per_s": pace}
            yield replace(result, score=result.score * asked, evidence=evidence)


def _why_not(results: tuple[MetricResult, ...], weights: Mapping[str, int], motion: Motion) -> str:
    """Return what the metric that is missed most says was missing, or what the clip lacks."""
    missed = max(results, key=lambda metric: weights[metric.name] * (1 - metric.confidence))
    reason = missed.evidence.get(REASON)
    return reason if isinstance(reason, str) else missing_reason(motion)


def _total(results: tuple[MetricResult, ...], weights: Mapping[str, int]) -> float:
    shares = [weights[metric.name] * metric.confidence for metric in results]
    gained = sum(share * metric.score for share, metric in zip(shares, results, strict=True))
    return round(gained / sum(shares), 2)


def _shared_out(whole: int, parts: Mapping[str, float]) -> dict[str, int]:
    """Round parts that sum to about `whole` to integers that sum to exactly it."""
    out = {name: int(part) for name, part in parts.items()}
    by_remainder = sorted(parts, key=lambda name: (int(parts[name]) - parts[name], name))
    for name in by_remainder[: whole - sum(out.values())]:
        out[name] += 1
    return out
