"""Everything behind a score, over HTTP."""

from __future__ import annotations

from idance.domain.analysis import Analysis, MetricAnalysis, Stretch
from idance.store.analyses import AnalysisStore
from tests.integration.functions.api.journey import a_session, dance, submit, todays_challenge
from tests.integration.functions.api.phone import Phone
from tests.integration.functions.backend import Backend


def any_analysis() -> Analysis:
    """Return what was found in some clip."""
    late = Stretch(start_seconds=4.0, stop_seconds=8.0, value=120.0, unit="ms late", bar=3)
    rhythm = MetricAnalysis(
        name="rhythm",
        weight=30,
        score=61.5,
        value=0.6,
        unit="share of a perfect beat",
        confidence=0.9,
        remark="In bar 3 you were about 120 ms late.",
        advice="Count the beat aloud.",
        evidence={"off_bars": [3.0, 3.0], "off_ms": 120.0, "stream": "bounces"},
        stretches=(late,),
    )
    return Analysis(
        challenge_type="freestyle",
        difficulty="beginner",
        bpm=120.0,
        feedback=("One.", "Two.", "Three."),
        notices=(),
        unseen_joints=(),
        metrics=(rhythm,),
        scoring_version="1.abcdef01",
        pose_version="2",
    )


def test_a_dancer_sees_what_is_behind_the_score(backend: Backend, dancer: Phone) -> None:
    submission_id = dance(backend, dancer, 80)
    seen = dancer.get(f"/submissions/{submission_id}").body
    kept = any_analysis()
    AnalysisStore(backend.house.media).write(
        kept, session_id=seen["sessionId"], challenge_id=seen["challengeId"]
    )

    answer = dancer.get(f"/submissions/{submission_id}/analysis")

    assert answer.status == 200
    [metric] = answer.body["metrics"]
    assert metric["evidence"] == {"off_bars": [3.0, 3.0], "off_ms": 120.0, "stream": "bounces"}
    [late] = metric["stretches"]
    assert (late["startSeconds"], late["bar"], late["unit"]) == (4.0, 3, "ms late")
    assert Analysis.model_validate(answer.body) == kept


def test_nobody_else_sees_it_but_admins(
    backend: Backend, dancer: Phone, another: Phone, admin: Phone
) -> None:
    path = f"/submissions/{dance(backend, dancer, 80)}/analysis"
    assert another.get(path).error == (404, "SUBMISSION_NOT_FOUND")
    assert admin.get(path).error == (404, "ANALYSIS_NOT_FOUND")


def test_a_clip_without_a_score_has_no_analysis(dancer: Phone) -> None:
    challenge_id = todays_challenge(dancer)
    submission_id = submit(dancer, challenge_id, a_session(dancer)).body["submissionId"]
    answer = dancer.get(f"/submissions/{submission_id}/analysis")
    assert answer.error == (404, "ANALYSIS_NOT_FOUND")
