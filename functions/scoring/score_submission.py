"""ScoreSubmission: landmarks and a challenge make a score, which has to pass the gates."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.scoring.analysing import analysis_of
from functions.scoring.briefing import brief_for
from functions.scoring.contracts import EnteredClip, ScoredClip
from functions.scoring.recording import Recording
from functions.scoring.rejecting import faults_named
from functions.scoring.wiring import Services, now, services
from idance.domain.challenge import Challenge
from idance.domain.challenge_type import ChallengeType
from idance.domain.gate import Gate
from idance.domain.gate import Verdict as DomainVerdict
from idance.domain.score import Metric, Score
from pose.clip.traits import ClipTraits
from pose.gates import GateInput, Judgement, Verdict, judge
from pose.motion import Motion
from pose.preprocessing.preparing import prepare
from pose.scoring import ScoreCard, score
from pose.sequence import PoseSequence

logger = Logger()


@logger.inject_lambda_context(clear_state=True)
def lambda_handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Score the clip by the criteria of its challenge.

    Raises
    ------
    ClipRejectedError
        Too little of the dance is seen.
    TransientError
        Trying again helps.
    """
    clip = EnteredClip.model_validate(event)
    logger.append_keys(session_id=clip.session_id, challenge_id=clip.challenge_id)
    with faults_named():
        result = _score(clip, services())
    logger.info("scored", extra={"total": result.total, "breakdown": result.breakdown})
    return ScoredClip(**clip.model_dump(by_alias=False), score=result).document()


def _score(clip: EnteredClip, using: Services) -> Score:
    challenge = using.challenges.recent(clip.challenge_id)
    sequence = using.poses.sequence(clip.pose_file_key)
    brief = brief_for(challenge, clip.pose_file_key, using)
    logger.info("music", extra={"bpm": brief.target_bpm, "music": brief.music})
    card = score(sequence, brief)
    using.analyses.write(
        analysis_of(card, brief, sequence),
        session_id=clip.session_id,
        challenge_id=clip.challenge_id,
    )
    motion, traits = prepare(sequence), using.poses.traits(clip.pose_file_key)
    judgement = judgement_on(sequence, motion, traits, challenge)
    _log_objections(judgement)
    gate = _like_an_earlier_one(clip, Recording.of(motion, traits), using)
    return judged(score_of(card, sequence), judgement).judged(gate)


def judgement_on(
    sequence: PoseSequence, motion: Motion, traits: ClipTraits | None, challenge: Challenge
) -> Judgement:
    """Return what the gates say of a clip."""
    is_static = challenge.base_type is ChallengeType.STATIC
    return judge(GateInput(sequence, motion, clip=traits, stillness_asked=is_static))


def _like_an_earlier_one(clip: EnteredClip, recording: Recording, using: Services) -> Gate:
    gate = using.duplicates.judge(
        clip.session_id,
        clip.pose_file_key,
        recording.keys,
        is_same=lambda key: recording.is_stored_as(key, using.poses),
        now=now(),
    )
    if gate.verdict is not DomainVerdict.PASS:
        logger.info("gate", extra={"gate": gate.name, "reason": gate.reason})
    return gate


def _log_objections(judgement: Judgement) -> None:
    for found in judgement.results:
        if found.verdict is not Verdict.PASS:
            logger.info("gate", extra={"gate": found.name, "evidence": dict(found.evidence)})


def judged(result: Score, judgement: Judgement) -> Score:
    """Return a score as the gates let it pass."""
    gates = (
        Gate(
            name=found.name,
            verdict=DomainVerdict(found.verdict),
            factor=found.factor,
            reason=found.reason,
        )
        for found in judgement.results
    )
    return result.model_copy(update={"gates_version": judgement.gates_version}).judged(*gates)


def score_of(card: ScoreCard, sequence: PoseSequence) -> Score:
    """Return a score card in the words of the domain."""
    points = card.breakdown
    return Score(
        total=card.total,
        metrics=tuple(
            Metric(
                name=metric.name,
                weight=card.weights[metric.name],
                points=points[metric.name],
                score=round(metric.score, 2),
                value=metric.value,
                unit=metric.unit,
                confidence=metric.confidence,
            )
            for metric in card.metrics
        ),
        confidence=card.confidence,
        feedback=card.feedback,
        frames=len(sequence.timestamps),
        seconds=sequence.duration_s,
        scoring_version=card.scoring_version,
        pose_version=sequence.pose_version,
        video_sha256=sequence.video_sha256,
    )
