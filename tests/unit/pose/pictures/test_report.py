"""The still report: everything the score says, as a picture that is valid and stands alone."""

import re
from dataclasses import replace
from typing import Final
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from pose.brief import ScoringBrief
from pose.metrics import DEFAULT_CRITERIA
from pose.pictures.curves import Fault, ScoreCurves
from pose.pictures.outcome import Outcome
from pose.pictures.report import report_svg
from pose.pictures.running import unscored_curves
from pose.scoring import ScoreCard, score
from pose.sequence import PoseSequence
from tests.unit.pose.any_sequence import any_pose_sequence

SVG: Final = "{http://www.w3.org/2000/svg}"
BRIEF: Final = ScoringBrief(
    challenge_type="freestyle", criteria=DEFAULT_CRITERIA["freestyle"], target_bpm=120.0
)


@pytest.fixture(scope="module")
def sequence() -> PoseSequence:
    return any_pose_sequence()


@pytest.fixture(scope="module")
def card(sequence: PoseSequence) -> ScoreCard:
    return score(sequence, BRIEF)


def any_curves(card: ScoreCard) -> ScoreCurves:
    times = np.linspace(0, 12, 25)
    return ScoreCurves(
        times=times,
        total=np.where(times < 4, np.nan, card.total),
        metrics={metric.name: np.full(25, metric.score) for metric in card.metrics},
        beats=np.arange(0.5, 12, 0.5),
        faults=(Fault(3.0, 5.0, "balance", "unsteady"),),
    )


def parsed(report: str) -> ET.Element:
    return ET.fromstring(report)  # noqa: S314 - written by ourselves a line above


def words(report: str) -> list[str]:
    return [element.text or "" for element in parsed(report).iter(f"{SVG}text")]


def test_the_report_says_what_the_card_says(card: ScoreCard, sequence: PoseSequence) -> None:
    said = words(report_svg(Outcome.of(card), any_curves(card), sequence, title="Ada's dance"))

    assert {"Ada's dance", f"{card.total:.1f}", "unsteady"} <= set(said)
    for metric in card.metrics:
        points, weight = card.breakdown[metric.name], card.weights[metric.name]
        assert {metric.name, f"{metric.score:.0f}", f"{points:.1f} of {weight} points"} <= set(said)
    told = " ".join(word for word in said if word not in {"", "•"})
    assert all(sentence in told for sentence in card.feedback)
    assert card.scoring_version in told


def test_any_words_leave_it_a_valid_picture(card: ScoreCard, sequence: PoseSequence) -> None:
    sentences = ('<script>alert("1 & 2")</script>', "'\"&<>" * 40)
    odd = replace(card, feedback=sentences)

    report = report_svg(Outcome.of(odd), any_curves(card), sequence, title="<&>\"'")

    assert sentences[0] in words(report)
    assert "<script" not in report


def test_it_stands_alone_and_suits_dark_screens(card: ScoreCard, sequence: PoseSequence) -> None:
    report = report_svg(Outcome.of(card), any_curves(card), sequence)

    assert "prefers-color-scheme:dark" in report
    addresses = re.findall(r"https?://[^\"'\s]+", report)
    assert addresses == ["http://www.w3.org/2000/svg"]
    assert "nan" not in report
    assert "inf" not in report


def test_every_class_that_is_used_is_styled(card: ScoreCard, sequence: PoseSequence) -> None:
    report = report_svg(Outcome.of(card), any_curves(card), sequence)

    used = {name for element in parsed(report).iter() for name in element.get("class", "").split()}
    styled = set(re.findall(r"\.([a-z-]+)\{", report))
    assert used <= styled


def test_a_higher_score_is_drawn_higher(card: ScoreCard, sequence: PoseSequence) -> None:
    curves = any_curves(card)
    rising = replace(curves, metrics={"rhythm": np.linspace(0, 100, 25)})

    root = parsed(report_svg(Outcome.of(card), rising, sequence))

    line = next(
        element.get("d", "")
        for element in root.iter(f"{SVG}path")
        if element.get("class") == "line line-rhythm" and element.get("d", "").count("L") > 20
    )
    heights = [float(point.split()[1]) for point in line[1:].split("L")]
    steps = np.diff(heights)
    assert np.all(steps < 0)
    assert steps == pytest.approx(np.full(24, steps.mean()), abs=0.11)


def test_there_is_a_tick_for_every_beat(card: ScoreCard, sequence: PoseSequence) -> None:
    curves = any_curves(card)

    root = parsed(report_svg(Outcome.of(card), curves, sequence))

    ticks = [e for e in root.iter(f"{SVG}path") if e.get("class") == "line tick"]
    assert len(ticks) == len(curves.beats)


def test_gaps_in_the_tracking_are_gaps_in_the_figures(
    card: ScoreCard, sequence: PoseSequence
) -> None:
    def strokes(dance: PoseSequence) -> int:
        return report_svg(Outcome.of(card), any_curves(card), dance).count("line-left")

    lost = replace(sequence, visibility=np.zeros_like(sequence.visibility))
    half = sequence.image.copy()
    half[: len(half) // 2] = np.nan

    assert strokes(lost) < strokes(replace(sequence, image=half)) < strokes(sequence)


def test_a_report_without_curves_can_be_drawn(card: ScoreCard, sequence: PoseSequence) -> None:
    report = report_svg(Outcome.of(card), unscored_curves(sequence, "nothing was seen"), sequence)

    assert f"{card.total:.1f}" in words(report)


def test_equal_scores_give_equal_reports(card: ScoreCard, sequence: PoseSequence) -> None:
    first, second = (report_svg(Outcome.of(card), any_curves(card), sequence) for _ in range(2))

    assert first == second


def test_what_is_amiss_is_written_above_the_lines(card: ScoreCard, sequence: PoseSequence) -> None:
    faults = tuple(Fault(0.0, 3.0, name, f"weak {name}") for name in ("balance", "rhythm"))
    curves = replace(any_curves(card), faults=faults)

    root = parsed(report_svg(Outcome.of(card), curves, sequence))

    places = {e.text: float(e.get("y", "nan")) for e in root.iter(f"{SVG}text")}
    captions = [places[f"weak {name}"] for name in ("balance", "rhythm")]
    assert captions[0] + 13 < captions[1] < places["100"] - 4


def test_a_long_title_is_cut_between_words(card: ScoreCard, sequence: PoseSequence) -> None:
    title = "The longest challenge of the whole year in every dance there is"

    report = report_svg(Outcome.of(card), any_curves(card), sequence, title=title)

    headline = words(report)[0]
    assert headline.endswith("…")
    assert title.startswith(headline[:-1])
    assert (parsed(report).findtext(f"{SVG}title") or "").startswith(title)
