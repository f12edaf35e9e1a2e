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
from benchmarks.scoring.takes import Edited, Take, landmarks
from benchmarks.scoring.values import reference_values
from pose.brief import ScoringBrief
from pose.calibration import Calibration
from pose.errors import CannotScoreError, NoPersonError
from pose.metrics import DEFAULT_CRITERIA
from pose.scoring import ScoreCard, score

RIGHT_PAIRS: Final = 0.95
MOST_POINTS: Final = 3.0
MOST_POINTS_AT_FULL_RATE: Final = 2.0
EDGE: Final = 0.7
"""Confidence below which a clip is nearly too little to score, and may fall to either side."""
MOST_ON_THE_EDGE: Final = 0.05
"""Share of the ways that may be lost or won there."""


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


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of a dance's total when it was filmed again in some way.

    Attributes
    ----------
    points
        By how many it moved; None where one of the two was not scored, as `found` says.
    edge
        Whether it was not scored, or scored all the same, because it is nearly too little.
    """

    subject: str
    way: str
    real: bool
    most: float
    points: float | None
    found: str
    edge: bool = False

    @property
    def met(self) -> bool:
        """Whether it moved little, or was refused as the dance itself is."""
        return self.edge or self.points is None or abs(self.points) < self.most

    @property
    def verdict(self) -> Verdict:
        """The line of the report."""
        return Verdict(
            "sameness",
            f"{self.subject}: {self.way}",
            f"< {self.most:g} points",
            self.found,
            self.met,
        )


def courses(seeds: Sequence[int], curves: Calibration) -> Iterator[Course]:
    """Score every fault at every strength, a seed a row."""
    for name, fault in FAULTS.items():
        say(f"scoring dances that are {name} …")
        cards = [
            [_faulty(seed, fault, strength, curves) for strength in fault.strengths]
            for seed in seeds
        ]
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


def invariance(groups: Mapping[str, Mapping[str, Take]], curves: Calibration) -> Iterator[Moved]:
    """Tell how far a total moves with what must not matter."""
    for subject, takes in groups.items():
        say(f"scoring {subject}, filmed again …")
        for bpm in (BPM, None):
            cards = {way: _carded(take, bpm, curves) for way, take in takes.items()}
            first, *ways = cards
            name = subject if bpm else f"{subject}, music unknown"
            real = isinstance(takes[first], Edited)
            for way in ways:
                yield _moved(name, way, cards[first], cards[way], real=real)


def _moved(
    subject: str, way: str, usual: ScoreCard | str, card: ScoreCard | str, *, real: bool
) -> Moved:
    """Compare one way; what is refused must be refused both times."""
    most = MOST_POINTS_AT_FULL_RATE if way == sameness.FULL_RATE else MOST_POINTS
    if isinstance(usual, str) and isinstance(card, str):
        return Moved(subject, way, real, most, None, "neither is scored")
    if isinstance(usual, ScoreCard) and isinstance(card, ScoreCard):
        points = round(card.total - usual.total, 2)
        return Moved(subject, way, real, most, points, f"{points:+.2f}")
    scored = usual if isinstance(usual, ScoreCard) else card
    refused = f"not scored: {card}" if isinstance(card, str) else f"not scored as it is: {usual}"
    edge = isinstance(scored, ScoreCard) and scored.confidence < EDGE
    return Moved(subject, way, real, most, None if edge else np.inf, refused, edge=edge)


def edges(same: Sequence[Moved]) -> Verdict:
    """Judge how many ways are excused by standing on the edge of what can be scored."""
    excused = sum(moved.edge for moved in same)
    return Verdict(
        "sameness",
        "ways that fall to the other side of what can be scored",
        f"≤ {MOST_ON_THE_EDGE:.0%}",
        f"{excused} of {len(same)}",
        excused <= MOST_ON_THE_EDGE * len(same),
    )


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


def _faulty(seed: int, fault: Fault, strength: float, curves: Calibration) -> ScoreCard:
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
    return score(sequence, brief, calibration=curves)


def _carded(take: Take, bpm: float | None, curves: Calibration) -> ScoreCard | str:
    sequence = landmarks(take)
    if isinstance(sequence, str):
        return sequence
    criteria = DEFAULT_CRITERIA["freestyle"]
    brief = ScoringBrief(challenge_type="freestyle", criteria=criteria, target_bpm=bpm)
    try:
        return score(sequence, brief, calibration=curves)
    except CannotScoreError as error:
        return error.reason


def _of(card: ScoreCard, name: str) -> float:
    return next(metric.score for metric in card.metrics if metric.name == name)
