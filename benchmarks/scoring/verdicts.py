"""What each part of the benchmark measures, against its bar."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks import gates
from benchmarks.clips import say
from benchmarks.scoring import faults, sameness
from benchmarks.scoring.faults import BPM, FAULTS, Fault
from benchmarks.scoring.laboratory import findings
from benchmarks.scoring.takes import Take, landmarks
from benchmarks.scoring.values import reference_values
from pose.brief import ScoringBrief
from pose.errors import CannotScoreError, NoPersonError
from pose.metrics import DEFAULT_CRITERIA
from pose.scoring import ScoreCard, score

RIGHT_PAIRS: Final = 0.95
MOST_POINTS: Final = 3.0
MOST_POINTS_AT_FULL_RATE: Final = 2.0
EDGE: Final = 0.7
"""Confidence below which a clip is nearly too little to score."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One line of the report."""

    part: str
    subject: str
    bar: str
    found: str
    met: bool


@dataclass(frozen=True, slots=True)
class Course:
    """How a fault lowers scores: of its own metric and in total, each (seeds, strengths)."""

    name: str
    fault: Fault
    own: tuple[tuple[float, ...], ...]
    total: tuple[tuple[float, ...], ...]


def courses(seeds: Sequence[int]) -> Iterator[Course]:
    """Score every fault at every strength, a seed a row."""
    for name, fault in FAULTS.items():
        cards = [[_faulty(seed, fault, strength) for strength in fault.strengths] for seed in seeds]
        own = tuple(tuple(_of(card, fault.metric) for card in row) for row in cards)
        yield Course(name, fault, own, tuple(tuple(card.total for card in row) for row in cards))


def order(found: Sequence[Course]) -> Iterator[Verdict]:
    """Judge whether a stronger fault always scores less, pair by pair and on average."""
    for course in found:
        for what, rows in ((course.fault.metric, course.own), ("total", course.total)):
            pairs = [better > worse for row in rows for better, worse in combinations(row, 2)]
            means = [float(np.mean(column)) for column in zip(*rows, strict=True)]
            falls = all(better > worse for better, worse in pairwise(means))
            listed = " ".join(f"{mean:.0f}" for mean in means)
            share = float(np.mean(pairs))
            yield Verdict(
                "order",
                f"{course.name}: {what}",
                f"≥ {RIGHT_PAIRS:.0%} of pairs, falling",
                f"{share:.0%}, {listed}",
                share >= RIGHT_PAIRS and falls,
            )


def invariance(groups: Mapping[str, Mapping[str, Take]]) -> Iterator[Verdict]:
    """Judge how far a total moves with what must not matter."""
    for subject, takes in groups.items():
        for bpm in (BPM, None):
            cards = {way: _carded(take, bpm) for way, take in takes.items()}
            first, *ways = cards
            usual = cards[first]
            name = subject if bpm else f"{subject}, music unknown"
            if isinstance(usual, str):
                yield Verdict("sameness", name, "–", f"not scored: {usual}", met=True)
                continue
            for way in ways:
                yield _moved(name, way, usual, cards[way])


def _moved(subject: str, way: str, usual: ScoreCard, card: ScoreCard | str) -> Verdict:
    """Judge one way; a clip on the edge of what can be scored may fall to its other side."""
    most = MOST_POINTS_AT_FULL_RATE if way == sameness.FULL_RATE else MOST_POINTS
    if isinstance(card, str):
        text = f"not scored: {card}"
        return Verdict("sameness", f"{subject}: {way}", f"< {most:g} points", text, _edge(usual))
    points = card.total - usual.total
    found = f"{points:+.2f}"
    return Verdict("sameness", f"{subject}: {way}", f"< {most:g} points", found, abs(points) < most)


def _edge(usual: ScoreCard) -> bool:
    return usual.confidence < EDGE


def known_values() -> Iterator[Verdict]:
    """Judge the reference values of the field."""
    for value in reference_values():
        bar, found = f"{value.expected:g} ± {value.tolerance:g}", f"{value.found:.5g}"
        yield Verdict("values", value.name, bar, found, value.met)


def laboratories() -> Iterator[Verdict]:
    """Judge what is found on motion capture."""
    for finding in findings():
        yield Verdict("laboratory", finding.name, finding.expected, finding.found, finding.met)


def attacks(sources: Sequence[tuple[str, Path]]) -> Iterator[Verdict]:
    """Judge the gates: attacks caught, honest clips let through."""
    trials = [*gates.sequence_trials(), *gates.clip_trials(sources)]
    wrong = gates.failures(trials)
    for line in wrong:
        say(f"  {line}")
    for attack in dict.fromkeys((trial.level, trial.attack) for trial in trials):
        some = [trial for trial in trials if (trial.level, trial.attack) == attack]
        honest = attack[1].startswith(gates.HONEST)
        right = sum(trial.passed == honest for trial in some)
        missed = bool(gates.failures(some))
        bar = "passes" if honest else "caught"
        found = f"{right} of {len(some)}"
        yield Verdict("gates", ", ".join(attack), bar, found, not missed)


def _faulty(seed: int, fault: Fault, strength: float) -> ScoreCard:
    reference = landmarks(faults.demonstrated(seed)) if fault.metric == "accuracy" else None
    sequence = landmarks(faults.danced(seed, fault, strength))
    if isinstance(sequence, str) or isinstance(reference, str):
        raise NoPersonError(f"the tracker does not find the drawn dancer of seed {seed}")
    kind = "accuracy" if reference else "freestyle"
    brief = ScoringBrief(
        challenge_type=kind,
        criteria=DEFAULT_CRITERIA[kind],
        target_bpm=BPM,
        reference=reference,
    )
    return score(sequence, brief)


def _carded(take: Take, bpm: float | None) -> ScoreCard | str:
    sequence = landmarks(take)
    if isinstance(sequence, str):
        return sequence
    criteria = DEFAULT_CRITERIA["freestyle"]
    brief = ScoringBrief(challenge_type="freestyle", criteria=criteria, target_bpm=bpm)
    try:
        return score(sequence, brief)
    except CannotScoreError as error:
        return error.reason


def _of(card: ScoreCard, name: str) -> float:
    return next(metric.score for metric in card.metrics if metric.name == name)
