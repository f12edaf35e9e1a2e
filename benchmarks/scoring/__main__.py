"""``python -m benchmarks.scoring``: is the score true? Ends with 1 where a bar is missed.

Landmarks are kept under ``.cache/benchmarks/takes`` by what they depend on, so that only the first
run is long. ``make bench-gates`` tries the attacks on the pictures of all clips.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Final

from benchmarks import clips
from benchmarks.clips import say
from benchmarks.scoring import faults, sameness, verdicts
from benchmarks.scoring.chart import chart
from benchmarks.scoring.takes import Take, tracked_all
from benchmarks.scoring.verdicts import Verdict
from pose.calibration import Calibration, current_calibration
from pose.scoring import SCORING_VERSION
from pose.tracker.version import POSE_VERSION

FILMS: Final = frozenset({".mp4", ".mov", ".m4v", ".webm"})
RESULTS: Final = Path(__file__).parents[1] / "results"


def main() -> None:
    """Track, score, judge, write and draw."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scoring")
    parser.add_argument("--seed", type=int, default=0, help="first of the drawn dancers' seeds")
    parser.add_argument("--seeds", type=int, default=2, help="how many of them err")
    parser.add_argument(
        "--clips", type=Path, default=clips.SHARED_CLIPS, help="folder of real clips"
    )
    parser.add_argument("--jobs", type=int, default=2, help="clips tracked at once")
    parser.add_argument("--attacked", type=int, default=1, help="clips whose pictures are attacked")
    parser.add_argument("--curves", type=Path, help="calibration to judge in place of ours")
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results/scoring.*")
    chosen = parser.parse_args()
    if chosen.clips != clips.SHARED_CLIPS and not _films(chosen.clips):
        say(f"no clips in {chosen.clips}")
        sys.exit(2)
    curves = current_calibration()
    if chosen.curves:
        curves = Calibration.from_json(chosen.curves.read_bytes())
    seeds = range(chosen.seed, chosen.seed + chosen.seeds)
    groups = _groups(chosen.seed, chosen.clips)
    _track([take for takes in groups.values() for take in takes.values()], chosen.jobs)
    _track(list(faults.takes(seeds)), chosen.jobs)
    found = list(verdicts.courses(seeds, curves))
    same = list(verdicts.invariance(groups, curves))
    sources = [*_attacked(chosen.clips)][: chosen.attacked]
    say(f"attacks on landmarks, and on the pictures of {len(sources)} clips …")
    judged = [
        *verdicts.known_values(),
        *verdicts.laboratories(),
        *verdicts.order(found),
        *(moved.verdict for moved in same),
        verdicts.edges(same),
        *verdicts.attacks(sources),
    ]
    say(f"\n{table(judged)}\n")
    missed = [verdict for verdict in judged if not verdict.met]
    if chosen.keep:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "scoring.json").write_text(_report(judged, curves))
        (RESULTS / "scoring.svg").write_text(chart(found, same, counts(judged)))
    for part, count in counts(judged).items():
        say(f"{part}: {count} bars met")
    for verdict in missed:
        say(f"missed: {verdict.part}, {verdict.subject}: {verdict.found}, not {verdict.bar}")
    sys.exit(bool(missed))


def table(judged: list[Verdict]) -> str:
    """Return every line of the report."""
    rows = ["| part | what | bar | found | |", "|---|---|---|---|---|"]
    rows += [
        f"| {v.part} | {v.subject} | {v.bar} | {v.found} | {'✓' if v.met else '**✗**'} |"
        for v in judged
    ]
    return "\n".join(rows)


def counts(judged: list[Verdict]) -> dict[str, str]:
    """Return how many bars each part meets."""
    parts = dict.fromkeys(verdict.part for verdict in judged)
    met = {part: [v.met for v in judged if v.part == part] for part in parts}
    return {part: f"{sum(of)} of {len(of)}" for part, of in met.items()}


def _groups(seed: int, folder: Path) -> dict[str, dict[str, Take]]:
    groups = {path.stem: sameness.real(path) for path in _films(folder)}
    for offset, skill in enumerate(sameness.SKILLS):
        name = f"drawn {seed + offset}, {skill}"
        groups[name] = sameness.drawn(seed + offset, skill)
        groups[f"{name}, from afar"] = sameness.drawn_afar(seed + offset, skill)
    return groups


def _attacked(folder: Path) -> Iterator[tuple[str, Path]]:
    drawn = [source for source in clips.sources() if source[0].startswith("drawn")]
    yield from [*drawn[:1], *((path.stem, path) for path in _films(folder))]


def _films(folder: Path) -> list[Path]:
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in found if path.suffix.lower() in FILMS)


def _track(takes: list[Take], jobs: int) -> None:
    for left in tracked_all(takes, jobs):
        say(f"clips to draw or edit, and to track: {left}")


def _report(judged: list[Verdict], curves: Calibration) -> str:
    versions = {
        "pose_version": POSE_VERSION,
        "scoring_version": f"{SCORING_VERSION}.{curves.digest[:8]}",
    }
    return json.dumps({**versions, "verdicts": [asdict(v) for v in judged]}, indent=1) + "\n"


if __name__ == "__main__":
    main()
