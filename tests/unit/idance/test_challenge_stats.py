"""Figures of scores: exact, whatever their number."""

from __future__ import annotations

from statistics import fmean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idance.domain.analytics import ChallengeFigures, DayFigures, by_type
from idance.domain.challenge_content import Difficulty
from idance.domain.challenge_stats import ChallengeStats, ScoreCounts
from tests.builders import NOW, TODAY

scores = st.lists(st.integers(0, 10_000).map(lambda hundredths: hundredths / 100), min_size=1)


def stats_of(*scored: float | None) -> ChallengeStats:
    counts = ScoreCounts()
    for score in scored:
        counts.add(score)
    return counts.stats("ch_any", as_of=NOW)


@given(scores)
def test_the_figures_are_those_of_the_scores(scored: list[float]) -> None:
    stats = stats_of(*scored)

    assert stats.total_submissions == len(scored)
    assert stats.average_score == pytest.approx(fmean(scored), abs=0.00501)
    assert stats.median_score == pytest.approx(median(scored), abs=0.00501)
    assert stats.top_score == max(scored)
    for bucket in stats.histogram:
        inside = [
            one
            for one in scored
            if bucket.at_least <= one < bucket.below or (one == bucket.below == 100)
        ]
        assert bucket.count == len(inside)


def test_of_no_scores_there_is_nothing_to_say() -> None:
    stats = stats_of()

    assert (stats.total_submissions, stats.average_score, stats.top_score) == (0, 0.0, 0.0)
    assert stats.completion_rate is None
    assert len(stats.histogram) == 10


def test_an_entry_without_a_score_lowers_the_completion_rate_and_nothing_else() -> None:
    stats = stats_of(80.0, None, 60.0, None)

    assert (stats.completion_rate, stats.average_score, stats.total_submissions) == (0.5, 70.0, 2)


def figures(challenge_id: str, kind: str, submissions: int, **known: object) -> ChallengeFigures:
    usual: dict[str, object] = {
        "challenge_id": challenge_id,
        "slot": "daily",
        "type": kind,
        "difficulty": Difficulty.BEGINNER,
        "submissions": submissions,
        "average_score": 50.0,
        "completion_rate": 1.0,
    }
    return ChallengeFigures.model_validate(usual | known)


@pytest.mark.parametrize(("active", "rate"), [(40, 0.25), (None, None), (0, None), (5, 1.0)])
def test_participation_is_the_share_of_the_months_dancers(
    active: int | None, rate: float | None
) -> None:
    challenges = (figures("ch_a", "spin", 10), figures("ch_b", "spin", 7, slot="evening"))
    day = DayFigures(date=TODAY, challenges=challenges, active_dancers=active)

    assert day.participants == 10
    assert day.participation_rate == rate


def test_types_are_told_by_how_much_they_are_danced_and_no_challenge_counts_twice() -> None:
    first = DayFigures(
        date=TODAY,
        challenges=(figures("ch_a", "spin", 5), figures("ch_b", "speed", 8, average_score=70.0)),
        active_dancers=None,
    )
    later = DayFigures(
        date=TODAY,
        challenges=(figures("ch_a", "spin", 30), figures("ch_c", "speed", 2, average_score=20.0)),
        active_dancers=None,
    )

    spin, speed = by_type([first, later])

    assert (spin.type, spin.submissions, spin.challenges, spin.share) == ("spin", 30, 1, 0.75)
    assert (speed.type, speed.submissions, speed.average_score) == ("speed", 10, 60.0)
