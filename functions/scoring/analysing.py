"""From the scoring engine's evidence to the domain's analysis."""

from __future__ import annotations

from collections.abc import Iterator

from idance.domain.analysis import Analysis, MetricAnalysis, Stretch
from pose.scoring import MetricResult, ScoreCard, ScoringBrief
from pose.sequence import PoseSequence


def analysis_of(card: ScoreCard, brief: ScoringBrief, sequence: PoseSequence) -> Analysis:
    """Return everything a score card says, in the words of the domain."""
    return Analysis(
        challenge_type=brief.challenge_type,
        difficulty=brief.difficulty,
        bpm=brief.target_bpm,
        feedback=card.feedback,
        notices=card.notices,
        unseen_joints=tuple(joint.name.lower() for joint in card.unseen),
        metrics=tuple(_metric(card, metric) for metric in card.metrics),
        scoring_version=card.scoring_version,
        pose_version=sequence.pose_version,
    )


def _metric(card: ScoreCard, metric: MetricResult) -> MetricAnalysis:
    return MetricAnalysis(
        name=metric.name,
        weight=card.weights[metric.name],
        score=round(metric.score, 2),
        value=metric.value,
        unit=metric.unit,
        confidence=metric.confidence,
        remark=card.remarks[metric.name],
        advice=card.advice[metric.name],
        evidence=dict(metric.evidence),
        stretches=tuple(_stretches(metric)),
    )


def _stretches(metric: MetricResult) -> Iterator[Stretch]:
    for one in metric.stretches:
        yield Stretch(
            start_seconds=round(one.start_s, 3),
            stop_seconds=round(one.stop_s, 3),
            value=round(one.value, 4),
            unit=one.unit,
            part=one.part or None,
            bar=one.bar or None,
        )
