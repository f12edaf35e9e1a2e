"""``python -m benchmarks.pictures [CLIP]``: what a picture costs, against finding the dancer.

Processor seconds a second of video, each step after the other in one process, the least of three.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeVar

import numpy as np
from rich.console import Console
from rich.table import Table

from local.drawn_dancer import Clip, Dance, write_clip
from local.settings import ROOT
from pose.brief import ScoringBrief
from pose.metrics import DEFAULT_CRITERIA
from pose.pictures.film import draw_overlay
from pose.pictures.outcome import Outcome
from pose.pictures.report import report_svg
from pose.pictures.running import running_curves
from pose.scoring import score
from pose.sound.audio import soundtrack
from pose.sound.beat_tracker import track_beats
from pose.tracker.estimator import extract

MODEL: Final = ROOT / ".cache" / "pose_landmarker.task"
ROUNDS: Final = 3
BRIEF: Final = ScoringBrief(
    challenge_type="freestyle", criteria=DEFAULT_CRITERIA["freestyle"], target_bpm=120.0
)
Result = TypeVar("Result")


class Costs:
    """Steps and what they cost."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def of(self, step: str, work: Callable[[], Result]) -> Result:
        """Do something a few times; return what it returns."""
        spent = []
        for _ in range(ROUNDS):
            begin = time.process_time()
            result = work()
            spent.append(time.process_time() - begin)
        self.seconds[step] = min(spent)
        return result


def main() -> None:
    """Measure a clip, or a drawn one of 720p, 30 pictures a second and 20 seconds."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pictures")
    parser.add_argument("clip", type=Path, nargs="?")
    given = parser.parse_args().clip
    with TemporaryDirectory() as folder:
        clip = given or Path(folder, "clip.mp4")
        if given is None:
            write_clip(clip, Dance(duration_s=20.0), Clip(width=720, height=1280, fps=30))
        costs, duration_s = _measured(clip, Path(folder))
    _show(costs, duration_s)


def _measured(clip: Path, folder: Path) -> tuple[Costs, float]:
    costs = Costs()
    sequence = costs.of(
        "finding the dancer", lambda: extract(clip, model_path=MODEL, video_sha256="0" * 64)
    )
    card = costs.of("scoring once", lambda: score(sequence, BRIEF))
    music = costs.of("hearing the beats", lambda: _beats(clip))
    curves = costs.of(
        "scoring every part",
        lambda: running_curves(sequence, BRIEF, ends_at=card.total, beats=music),
    )
    film = folder / "film.mp4"
    costs.of("drawing the film", lambda: draw_overlay(clip, film, sequence, curves))
    costs.of("drawing the report", lambda: report_svg(Outcome.of(card), curves, sequence))
    return costs, sequence.duration_s


def _beats(clip: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    sound = soundtrack(clip)
    music = track_beats(sound) if sound is not None else None
    return music.times if music else np.empty(0)


def _show(costs: Costs, duration_s: float) -> None:
    reference = costs.seconds["finding the dancer"]
    table = Table("step", "CPU s per s of video", "of finding the dancer")
    for step, seconds in costs.seconds.items():
        table.add_row(step, f"{seconds / duration_s:.4f}", f"{seconds / reference:.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
