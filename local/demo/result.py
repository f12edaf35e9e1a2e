"""What `make demo` found, for machines: the JSON that ``JSON=path`` writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import BaseModel

from idance.domain.score import Metric
from local.demo.journey import Danced


class Line(BaseModel):
    """One line of the challenge's board."""

    rank: int
    name: str
    score: float


class DancerResult(BaseModel):
    """How one clip fared.

    Attributes
    ----------
    frames, seconds
        What was scored: frames looked at, and the length of the clip.
    status : str
        SCORED, HELD, FAILED, or REFUSED if the clip never became a submission.
    breakdown : dict[str, float]
        Points per metric; they add up to the score.
    code, message
        Why there is no score.
    timings_ms : dict[str, float]
        What the phone waited for (session, upload, submit, scoring) and, within the scoring,
        the states of the pipeline.
    """

    name: str
    clip: str
    frames: int | None
    seconds: float | None
    submission_id: str | None
    status: str
    score: float | None
    breakdown: dict[str, float]
    metrics: tuple[Metric, ...]
    feedback: tuple[str, ...]
    badges: tuple[str, ...]
    rank: int | None
    code: str | None
    message: str | None
    timings_ms: dict[str, float]


class EncoreResult(BaseModel):
    """A challenge of another type, and who danced it."""

    challenge_id: str
    title: str
    type: str
    dancers: tuple[DancerResult, ...]


class DemoResult(DancerResult):
    """One dancer's result, with the board and everybody else's results.

    Attributes
    ----------
    leaderboard
        The top of the challenge's board.
    ranks : dict[str, int]
        The dancer's place on the global boards, by period.
    dancers
        Everybody who danced, this dancer too.
    encore
        The challenge that is danced after a demo video; none with a clip of one's own.
    order_follows_skill
        Whether better drawn dancers scored higher, in total and metric by metric.
    surprises
        Where not, in words.
    steps_s : dict[str, float]
        Seconds that each step of the demo itself took.
    """

    challenge_id: str
    leaderboard: tuple[Line, ...]
    ranks: dict[str, int]
    dancers: tuple[DancerResult, ...]
    encore: EncoreResult | None = None
    order_follows_skill: bool
    surprises: tuple[str, ...]
    steps_s: dict[str, float]


def dancer_result(
    danced: Danced, *, rank: int | None, state_times_ms: Mapping[str, float]
) -> DancerResult:
    """Return a journey as a result."""
    seen = danced.submission
    return DancerResult(
        name=danced.entry.name,
        clip=str(danced.entry.clip),
        frames=seen.frames if seen else None,
        seconds=seen.seconds if seen else None,
        submission_id=seen.submission_id if seen else None,
        status=seen.status.value if seen else "REFUSED",
        score=danced.score,
        breakdown=(seen.score_breakdown or {}) if seen else {},
        metrics=seen.metrics if seen else (),
        feedback=seen.feedback if seen else (),
        badges=seen.badges if seen else (),
        rank=rank,
        code=danced.code,
        message=danced.message,
        timings_ms=danced.timings_ms | dict(state_times_ms),
    )


def ranked(results: Sequence[DancerResult]) -> tuple[DancerResult, ...]:
    """Return the results with the best rank first and those without one last."""
    return tuple(sorted(results, key=lambda one: (one.rank is None, one.rank)))
