"""What a clip is scored by: its challenge, the choreography it shows, the music it is danced to."""

from __future__ import annotations

from dataclasses import replace

from functions.scoring.wiring import Services
from idance.domain.challenge import Challenge
from idance.domain.challenge_type import COMPARING
from pose.brief import ScoringBrief


def brief_for(challenge: Challenge, pose_key: str, using: Services) -> ScoringBrief:
    """Return all that scoring needs to know beside the landmarks of one clip.

    Whoever scores a clip, scores it again or draws how it was scored does so by this.
    """
    return whole_brief(challenge, using).heard(using.poses.beats(pose_key))


def whole_brief(challenge: Challenge, using: Services) -> ScoringBrief:
    """Return the challenge's brief, with the choreography where there is anything to compare."""
    if not any(challenge.scoring_criteria.get(name) for name in COMPARING):
        return brief_of(challenge)
    shown = using.references.choreography_of(challenge.demo_video_file_key)
    if shown is None:
        return brief_of(challenge)
    reference = using.poses.sequence(shown.pose_file_key)
    bpm = challenge.target_bpm or shown.bpm
    return replace(brief_of(challenge), reference=reference, target_bpm=bpm)


def brief_of(challenge: Challenge) -> ScoringBrief:
    """Return what scoring needs to know of a challenge, apart from its demo video."""
    return ScoringBrief(
        challenge_type=challenge.base_type,
        criteria=challenge.scoring_criteria,
        target_bpm=challenge.target_bpm,
        first_beat_s=challenge.first_beat,
        hold_s=challenge.hold_seconds,
        turns=challenge.turns,
        required_moves=challenge.required_moves,
        difficulty=challenge.difficulty,
    )
