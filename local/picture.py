"""``python -m local.picture CLIP --video OUT.mp4 --report OUT.svg``: see how a clip is scored."""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path
from typing import Final

import numpy as np
from rich.console import Console

from local.console import StepWatch
from local.settings import ROOT
from pose.brief import ScoringBrief
from pose.errors import CannotScoreError, PoseError
from pose.metrics import DEFAULT_CRITERIA
from pose.pictures.curves import ScoreCurves
from pose.pictures.film import draw_overlay
from pose.pictures.outcome import Outcome
from pose.pictures.report import report_svg
from pose.pictures.running import running_curves, unscored_curves
from pose.scoring import ScoreCard, score
from pose.sequence import PoseSequence
from pose.sound.audio import soundtrack
from pose.sound.beat_grid import BeatGrid
from pose.sound.beat_tracker import track_beats
from pose.tracker.estimator import extract

MODEL: Final = ROOT / ".cache" / "pose_landmarker.task"


def main() -> None:
    """Draw the pictures that the arguments ask for."""
    chosen = _arguments()
    console = Console()
    try:
        with StepWatch(console) as watch:
            _draw(chosen, watch, console)
    except (PoseError, OSError) as error:
        sys.exit(f"{chosen.clip}: {type(error).__name__}: {error}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m local.picture")
    parser.add_argument("clip", type=Path, help="a video of one dancer")
    parser.add_argument("--video", type=Path, help="MP4 to write: the clip with all drawn over it")
    parser.add_argument("--report", type=Path, help="SVG to write: the score and how it came about")
    parser.add_argument("--type", default="freestyle", choices=sorted(DEFAULT_CRITERIA))
    parser.add_argument("--bpm", type=float, help="tempo of the music, if it cannot be heard")
    parser.add_argument("--model", type=Path, default=MODEL, help="pose model, see make setup")
    return parser.parse_args()


def _draw(chosen: argparse.Namespace, watch: StepWatch, console: Console) -> None:
    watch.step("Listening for the beat")
    sound = soundtrack(chosen.clip)
    music = track_beats(sound) if sound is not None else None
    watch.step("Finding the dancer")
    digest = hashlib.sha256(chosen.clip.read_bytes()).hexdigest()
    sequence = extract(
        chosen.clip, model_path=chosen.model, video_sha256=digest, on_progress=watch.progress
    )
    watch.step("Scoring every part of it")
    brief = chosen_brief(chosen.type, chosen.bpm, music)
    card, curves = _scored(sequence, brief, music, watch)
    if chosen.video:
        watch.step("Drawing over the clip")
        draw_overlay(chosen.clip, chosen.video, sequence, curves, on_progress=watch.progress)
    if chosen.report and card:
        watch.step("Writing the report")
        title = f"{chosen.clip.stem} · {chosen.type}"
        chosen.report.write_text(
            report_svg(Outcome.of(card), curves, sequence, title=title), "utf-8"
        )
    if card:
        console.print(f"\n[bold]{card.total:.2f}[/bold]  {' '.join(card.feedback)}")


def chosen_brief(challenge_type: str, bpm: float | None, music: BeatGrid | None) -> ScoringBrief:
    """Return what to score: against the tempo told, else the beats heard, else its own tempo."""
    criteria = DEFAULT_CRITERIA[challenge_type]
    brief = ScoringBrief(challenge_type=challenge_type, criteria=criteria, target_bpm=bpm)
    return brief.heard(music)


def _scored(
    sequence: PoseSequence, brief: ScoringBrief, music: BeatGrid | None, watch: StepWatch
) -> tuple[ScoreCard | None, ScoreCurves]:
    """Return the score and its curves; a clip that cannot be scored can still be drawn."""
    beats = music.times if music else np.empty(0)
    try:
        card = score(sequence, brief)
    except CannotScoreError as error:
        sys.stderr.write(f"cannot score: {error}\n")
        return None, unscored_curves(sequence, error.reason, beats=beats)
    return card, running_curves(
        sequence, brief, ends_at=card.total, beats=beats, on_progress=watch.progress
    )


if __name__ == "__main__":
    main()
