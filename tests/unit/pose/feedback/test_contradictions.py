"""No two sentences contradict each other, whatever the evidence."""

import re
from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from pose.feedback.sentences import (
    ADVICE,
    FAULTS,
    PRAISE,
    STILL,
    STRONG,
    feedback,
    message,
    remarks_on,
)
from pose.feedback.subjects import SUBJECTS, share_a_subject
from pose.metrics import DEFAULT_CRITERIA, METRICS
from pose.metrics.result import MetricResult

NUMBERS = (
    "active_share",
    "asked_s",
    "asked_turns",
    "axis_drift_tu",
    "covered",
    "different_moves",
    "vocabulary",
    "hold_s",
    "lag_ms",
    "landing_s",
    "late_ms",
    "lean_spread_deg",
    "longest_rest_at_s",
    "longest_rest_s",
    "lost_share",
    "margin_tu",
    "off_ms",
    "own_bpm",
    "required",
    "roughest_s",
    "scatter_ms",
    "shakiest_s",
    "shape",
    "slowest_s",
    "steadiness",
    "sway_tu_per_s",
    "target_bpm",
    "tempo",
    "tempo_error",
    "tempo_ratio",
    "timing",
    "timing_spread_ms",
    "turns",
    "worst_limb_bar",
    "worst_limb_deg",
    "worst_limb_s",
)
LISTS = [
    "other_bars",
    "off_bars",
    "late_bars",
    "repeated_s",
    "missing_moves",
    "out_of_order",
    "corrections_s",
]
COMPARING = {wordings[2] for wordings in PRAISE.values()}
PRAISED_BY = {text: name for name, wordings in PRAISE.items() for text in wordings}


@st.composite
def evidences(draw: st.DrawFn) -> dict[str, float | list[float] | str]:
    numbers = draw(st.dictionaries(st.sampled_from(NUMBERS), st.floats(-200, 200)))
    lists = draw(
        st.dictionaries(st.sampled_from(LISTS), st.lists(st.integers(1, 30).map(float), max_size=3))
    )
    return {**numbers, **lists, "late_part": draw(st.sampled_from(["", "arms", "legs"]))}


@st.composite
def cards(draw: st.DrawFn) -> tuple[list[MetricResult], Mapping[str, int]]:
    names = draw(
        st.sampled_from([list(criteria) for criteria in DEFAULT_CRITERIA.values()])
        | st.lists(st.sampled_from(sorted(METRICS)), min_size=1, max_size=6, unique=True)
    )
    weights = {name: draw(st.integers(1, 60)) for name in names}
    results = [
        MetricResult(
            name, 0.0, "unit", draw(st.floats(0, 99.99)), draw(st.floats(0, 1)), draw(evidences())
        )
        for name in names
    ]
    return results, weights


def faults_in(sentences: Sequence[str], results: Sequence[MetricResult]) -> set[str]:
    return {one.name for one in results if one.score < STRONG and message(one) in sentences}


@given(cards(), st.sampled_from(["beginner", "advanced"]), st.sampled_from([(), ("Step back.",)]))
def test_what_is_praised_is_never_blamed(
    card: tuple[list[MetricResult], Mapping[str, int]], difficulty: str, noticed: tuple[str, ...]
) -> None:
    results, weights = card
    sentences = feedback(results, weights, difficulty=difficulty, noticed=noticed)
    assert len(set(sentences)) == 3
    blamed = faults_in(sentences, results)
    praised = {PRAISED_BY[text]: text for text in sentences if text in PRAISED_BY}
    assert len(blamed) <= 1
    assert not blamed & set(praised)
    for name, text in praised.items():
        if text in COMPARING:
            trusted = [one for one in results if one.confidence >= 0.3] or results
            best = max(one.score for one in trusted)
            assert best == next(one.score for one in results if one.name == name)
        else:
            assert not any(share_a_subject(name, other) for other in blamed), sentences


@given(cards())
def test_no_sentence_says_both_late_and_early_or_faster_and_slower(
    card: tuple[list[MetricResult], Mapping[str, int]],
) -> None:
    results, weights = card
    for text in (" ".join(feedback(results, weights)), *map(message, results)):
        assert not (re.search(r"ms late\b", text) and re.search(r"ms early\b", text))
        assert not (" faster than" in text and " slower than" in text)
        assert "nan" not in text


@given(cards())
def test_remarks_on_all_metrics_agree_with_each_other(
    card: tuple[list[MetricResult], Mapping[str, int]],
) -> None:
    results, _ = card
    found = remarks_on(results)
    assert list(found) == [one.name for one in results]
    blamed = [one.name for one in results if one.score < STRONG]
    for name, text in found.items():
        if PRAISED_BY.get(text) == name:
            assert not any(share_a_subject(name, other) for other in blamed)


@given(cards(), st.sampled_from(["beginner", "intermediate", "advanced"]))
def test_the_same_evidence_gives_the_same_sentences(
    card: tuple[list[MetricResult], Mapping[str, int]], difficulty: str
) -> None:
    results, weights = card
    once, twice = (feedback(results, weights, difficulty=difficulty) for _ in range(2))
    assert once == twice


def test_every_metric_has_words_of_its_own_and_a_subject() -> None:
    assert set(PRAISE) == set(FAULTS) == set(ADVICE) == set(SUBJECTS) == set(METRICS)


def test_an_advanced_dancer_is_advised_in_other_words() -> None:
    assert all(simple != advanced for simple, advanced in ADVICE.values())


def test_a_still_dancer_is_not_blamed_for_anything_else() -> None:
    still = MetricResult("rhythm", 0.0, "unit", 10.0, 1.0, {"activity": 0.1})
    assert feedback([still], {"rhythm": 100}, noticed=("Step back.",)) == STILL
