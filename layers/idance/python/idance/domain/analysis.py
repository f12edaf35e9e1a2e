"""An analysis: everything behind a score, for whoever asks for more than three sentences."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from idance.domain.model import Model


class Stretch(Model):
    """What was measured in one stretch of a clip.

    Attributes
    ----------
    start_seconds, stop_seconds : float
        On the clip's clock.
    value : float
        In ``unit``.
    part : str, optional
        Of the body, where it is not about all of it.
    bar : int, optional
        Its number in the music or the choreography, where it is a bar of four beats.
    """

    start_seconds: float
    stop_seconds: float
    value: float
    unit: str
    part: str | None = None
    bar: int | None = None


class MetricAnalysis(Model):
    """What one metric found, and from what.

    Attributes
    ----------
    weight : int
        Of 100, in the challenge.
    score : float
        0–100, on the curve of the challenge's type.
    value, unit
        The quantity behind it.
    confidence : float
        0–1, how much of what the metric needs was seen.
    remark, advice : str
        A sentence on what it found, and one on how to practise.
    evidence : dict
        What the verdict rests on, by name: numbers, times in seconds, words.
    stretches : tuple of Stretch
        What it measured when.
    """

    name: str
    weight: int
    score: Annotated[float, Field(ge=0, le=100)]
    value: float
    unit: str
    confidence: Annotated[float, Field(ge=0, le=1)]
    remark: str
    advice: str
    evidence: dict[str, float | str | list[float]]
    stretches: tuple[Stretch, ...]


class Analysis(Model):
    """Everything behind the score of a clip in a challenge.

    Attributes
    ----------
    bpm : float, optional
        Tempo the dance was measured against, beats a minute.
    notices : tuple of str
        What the camera did not see, in sentences, and why a metric counted less.
    unseen_joints : tuple of str
        Joints that were hardly ever seen, as MediaPipe names them.
    """

    challenge_type: str
    difficulty: str
    bpm: float | None
    feedback: tuple[str, ...]
    notices: tuple[str, ...]
    unseen_joints: tuple[str, ...]
    metrics: tuple[MetricAnalysis, ...]
    scoring_version: str
    pose_version: str
