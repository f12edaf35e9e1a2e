"""``python -m benchmarks.gates``: every attack against every gate, and every honest clip past all.

Exits 1 if an attack passes or an honest clip is held or lowered.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from benchmarks import attacks, clip_attacks, clips, motion_capture
from benchmarks.clips import say
from pose.clip.traits import ClipTraits
from pose.errors import ClipError
from pose.gates import GATES, GateInput, GateResult, Verdict, judge
from pose.gates.thresholds import threshold
from pose.preprocessing.preparing import prepare
from pose.sequence import PoseSequence

HONEST: Final = "honest"
DECISIVE: Final = {
    "still": ("body_shape_tu", "still.some_shape", -1),
    "shaken": ("unexplained", "shaken.unexplained", -1),
    "looped": ("picture_distance", "looped.pictures", -1),
    "boomerang": ("picture_distance", "boomerang.pictures", -1),
    "sped_up": ("fall_in_gravities", "sped_up.fall", 1),
    "duplicated": ("different_pictures_per_s", "duplicated.full_rate", -1),
    "flailing": ("tremor_tu", "flailing.far", 1),
    "broken_tracking": ("bone_variation", "tracking.bones", 1),
    "one_dancer": ("minority_share", "one_dancer.minority", 1),
}
"""The number each gate mostly decides by, where it stands, and on which side attacks lie."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One clip before the gates: what was done to it, whose it was, what they said."""

    level: str
    attack: str
    subject: str
    results: tuple[GateResult, ...]

    @property
    def passed(self) -> bool:
        """Tell whether every gate let it through unlowered."""
        return all(result.verdict is Verdict.PASS for result in self.results)


def sequence_trials() -> Iterator[Trial]:
    """Attack the landmarks of motion capture, whose clips nobody has."""
    if not motion_capture.RECORDINGS.exists():
        say("no motion capture beside this checkout: landmarks alone are not tried")
        return
    for name in motion_capture.NAMES:
        for yaw in (0.0, 90.0):
            sequence = motion_capture.captured(name, yaw_degrees=yaw)
            subject = f"{name} at {yaw:.0f}°"
            yield _judged("landmarks", HONEST, subject, sequence, None)
            if sequence.timestamps[-1] > 4:  # noqa: PLR2004  room for a loop and a boomerang
                for attack, make in attacks.ATTACKS.items():
                    yield _judged("landmarks", attack, subject, make(sequence), None)
            if name == "hop":
                for factor in (1.25, 1.5, 2.0):
                    fast = attacks.sped_up(sequence, factor)
                    yield _judged("landmarks", f"sped up {factor}x", subject, fast, None)


def clip_trials(sources: Iterable[tuple[str, Path]]) -> Iterator[Trial]:
    """Attack the pictures of real and drawn clips, through the decoder and the tracker."""
    for subject, path in sources:
        yield _judged("clips", HONEST, subject, clips.tracked(path), clips.measured(path))
        for attack, edit in (*clip_attacks.HONEST.items(), *clip_attacks.ATTACKS.items()):
            edited = clips.edited(path, subject, attack, edit)
            kind = f"{HONEST}, {attack}" if attack in clip_attacks.HONEST else attack
            try:
                sequence = clips.tracked(edited)
            except ClipError as error:
                say(f"{subject}, {attack}: not scored at all, {error.code}")
                continue
            yield _judged("clips", kind, subject, sequence, clips.measured(edited))


def _judged(
    level: str, attack: str, subject: str, sequence: PoseSequence, clip: ClipTraits | None
) -> Trial:
    given = GateInput(sequence, prepare(sequence), clip)
    return Trial(level, attack, subject, judge(given).results)


def failures(trials: list[Trial]) -> list[str]:
    """Return what the gates got wrong, in words."""
    wrong = []
    for trial in trials:
        honest = trial.attack.startswith(HONEST)
        # Below a fifth too fast, a dancer may as well be short.
        undecidable = trial.attack == "sped up 1.25x"
        if trial.passed != honest and not undecidable:
            stopped = [r.name for r in trial.results if r.verdict is not Verdict.PASS]
            what = f"stopped by {', '.join(stopped)}" if honest else "not caught"
            wrong.append(f"{trial.level}: {trial.subject}, {trial.attack}: {what}")
    return wrong


def table(trials: list[Trial]) -> str:
    """Return how many trials of each attack each gate stopped, and how clearly."""
    rows = [
        "| attack | clips | " + " | ".join(GATES) + " | caught |",
        "|---" * (len(GATES) + 3) + "|",
    ]
    for level, attack in dict.fromkeys((trial.level, trial.attack) for trial in trials):
        some = [trial for trial in trials if (trial.level, trial.attack) == (level, attack)]
        cells = [_cell([t.results[i] for t in some]) for i in range(len(GATES))]
        caught = sum(not trial.passed for trial in some)
        row = [f"{level}: {attack}", str(len(some)), *cells, f"{caught}/{len(some)}"]
        rows.append("| " + " | ".join(row) + " |")
    return "\n".join(rows)


def _cell(results: list[GateResult]) -> str:
    """Return stopped trials and the range of the decisive number, as `4 (0.01–0.05)`."""
    key, _, _ = DECISIVE[results[0].name]
    numbers = [value for r in results if isinstance(value := r.evidence.get(key), float)]
    stopped = sum(result.verdict is not Verdict.PASS for result in results)
    extent = f" ({min(numbers):.2f}–{max(numbers):.2f})" if numbers else ""
    return f"**{stopped}**{extent}" if stopped else f"–{extent}"


def margins(trials: list[Trial]) -> str:
    """Return for each gate the number nearest to its threshold on either side."""
    rows = [
        "| gate | number | worst attack it stopped | threshold | nearest honest |",
        "|---" * 5 + "|",
    ]
    for index, name in enumerate(GATES):
        key, limit, side = DECISIVE[name]
        honest, stopped = [], []
        for trial in trials:
            value = trial.results[index].evidence.get(key)
            if isinstance(value, float) and trial.attack.startswith(HONEST):
                honest.append(value)
            elif isinstance(value, float) and trial.results[index].verdict is not Verdict.PASS:
                stopped.append(value)
        nearest = min if side > 0 else max
        farthest = max if side > 0 else min
        worst = f"{nearest(stopped):.3f}" if stopped else "none"
        best = f"{farthest(honest):.3f}" if honest else "none"
        rows.append(f"| {name} | {key} | {worst} | {threshold(limit):g} | {best} |")
    return "\n".join(rows)


def main() -> None:
    """Run all trials, print the tables and keep the numbers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gates")
    parser.add_argument("--json", type=Path, help="file to write the numbers to")
    chosen = parser.parse_args()
    trials = [*sequence_trials(), *clip_trials(clips.sources())]
    say(f"{table(trials)}\n\n{margins(trials)}\n")
    if chosen.json:
        chosen.json.write_text(json.dumps([asdict(trial) for trial in trials], indent=1))
    wrong = failures(trials)
    say("\n".join(wrong) or f"all {len(trials)} trials judged rightly")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
