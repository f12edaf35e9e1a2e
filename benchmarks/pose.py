"""``python -m benchmarks.pose [--quick] [--clips DIR]``: what finding the dancer costs.

The naive loop is what a newcomer writes: every frame, at full resolution, through the same
MediaPipe with its networks whole. Each clip is measured by both in turn, each in a process of its
own, in processor seconds. Ours is all that the pipeline does to a clip: counting its packets,
decoding it, finding the dancer, and measuring its pictures for the gates. Ends with 1 where a bar
is missed.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np

from benchmarks.pose_chart import chart
from benchmarks.pose_run import MODELS, REPOSITORY, difference
from local.drawn_dancer import LOOKS, Clip, Dance, drawn_frames, write_clip
from pose.clip.video import probe
from pose.errors import ClipError

RESULTS: Final = REPOSITORY / "benchmarks" / "results"
WHOLE: Final = REPOSITORY / ".cache" / "pose_landmarker_whole.task"
CLIPS: Final = REPOSITORY.parent / "shared" / "clips"
IMPORTS: Final = 7
"""Of each, in turn; the median counts."""
STARTS: Final = {
    "ours": """
import time
start = time.process_time()
import pose.tracker.estimator, pose.clip.traits
ready = time.process_time()
import sys
from pathlib import Path
import numpy as np
with pose.tracker.estimator.opened_landmarker(Path(sys.argv[2])) as detect:
    assert detect(np.load(sys.argv[1]), 0)
print([ready - start, time.process_time() - start])
""",
    "plain": """
import time
start = time.process_time()
import mediapipe as mp
ready = time.process_time()
import sys
import numpy as np
vision = mp.tasks.vision
options = vision.PoseLandmarkerOptions(
    base_options=mp.tasks.BaseOptions(model_asset_path=sys.argv[2]),
    running_mode=vision.RunningMode.VIDEO,
)
with vision.PoseLandmarker.create_from_options(options) as landmarker:
    picture = mp.Image(image_format=mp.ImageFormat.SRGB, data=np.load(sys.argv[1]))
    assert landmarker.detect_for_video(picture, 0).pose_landmarks
print([ready - start, time.process_time() - start])
""",
}
"""Programs that take a picture and a model and print the processor seconds of two moments."""
WANTED: Final = ("matplotlib", "sounddevice", "opencv-contrib-python==4.11.0.86")
LEAST_RATIO: Final = 2.5
MOST_ERROR: Final = 2.0
MOST_POINTS: Final = 2.0
LEAST_IMPORT_RATIO: Final = 4.0

Row = dict[str, Any]


class _RefusedError(Exception):
    """A clip that cannot be scored."""


def main() -> None:
    """Measure, print, draw, and judge."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pose")
    parser.add_argument("--quick", action="store_true", help="one short clip, once")
    parser.add_argument("--rounds", type=int, default=3, help="the median counts")
    parser.add_argument("--clips", type=Path, help="a folder of clips to measure instead of ours")
    arguments = parser.parse_args()
    quick, rounds = arguments.quick, 1 if arguments.quick else arguments.rounds
    _run([sys.executable, "layers/pose/build_model.py", str(WHOLE), "--whole"])
    with TemporaryDirectory() as folder:
        clips = _given(arguments.clips) if arguments.clips else _own(Path(folder), quick=quick)
        rows = []
        for index, clip in enumerate(clips, 1):
            try:
                rows.append(_measured(clip, Path(folder), rounds=rounds))
                said = f"{rows[-1]['ratio']:.2f} times less"
            except _RefusedError as refusal:
                said = f"left out, as the pipeline refuses it: {refusal}"
            _say(f"[{index}/{len(clips)}] {clip.name}: {said}")
    if not rows:
        sys.exit("no clip could be measured")
    report = {"clips": rows, "imports": _imports(), "totals": _totals(rows)}
    report["missed"] = _missed(report)
    _show(report)
    if not quick and not arguments.clips:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "pose.json").write_text(json.dumps(report, indent=1) + "\n")
        (RESULTS / "pose.svg").write_text(chart(rows))
    sys.exit(bool(report["missed"]))


def _own(folder: Path, *, quick: bool) -> list[Path]:
    """Return drawn dancers, and the real ones where there are any."""
    return [*_drawn(folder, quick=quick), *([] if quick else sorted(CLIPS.glob("*.mp4")))]


def _given(folder: Path) -> list[Path]:
    """Return the clips of a folder that can be scored, and say why the others cannot."""
    accepted = []
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        try:
            probe(path)
            accepted.append(path)
        except ClipError as error:
            _say(f"left out {path.name}: {error.code} ({error})")
    return accepted


def _drawn(folder: Path, *, quick: bool) -> Iterator[Path]:
    """Yield dancers drawn at 720p and 1080p."""
    sizes = ((720, 1280),) if quick else ((720, 1280), (720, 1280), (1080, 1920))
    for index, (width, height) in enumerate(sizes):
        path = folder / f"drawn_{min(width, height)}p_{index}.mp4"
        dance = Dance(seed=index, duration_s=4 if quick else 8, bpm=100 + 20 * index)
        write_clip(path, dance, Clip(width=width, height=height, looks=LOOKS[index]))
        yield path


def _measured(clip: Path, folder: Path, *, rounds: int) -> Row:
    """Run both ways in turn and keep each one's median; _RefusedError if a clip has no dancer."""
    runs: dict[str, list[Row]] = {"naive": [], "ours": []}
    for _ in range(rounds):
        for way, seen in runs.items():
            out = folder / f"{clip.stem}_{way}.npz"
            said = _run([sys.executable, "-m", "benchmarks.pose_run", way, str(clip), str(out)])
            run = json.loads(said.splitlines()[-1])
            if "refused" in run:
                raise _RefusedError(run["refused"])
            seen.append(run)
    naive, ours = (sorted(runs[way], key=lambda run: run["cpu_s"])[rounds // 2] for way in runs)
    row = {"clip": clip.stem, "naive": naive, "ours": ours}
    row["ratio"] = naive["cpu_s"] / ours["cpu_s"]
    both = (folder / f"{clip.stem}_{way}.npz" for way in runs)
    return row | difference(*both)


def _imports() -> Row:
    """Return processor seconds until a new process is ready, and until it has its first landmarks.

    Ours, and the package's own way in. What the package wants installed for that (plotting, sound,
    all of OpenCV) is left out here: it is put beside for this measurement, and both are compiled,
    as installing does. In turn, the medians count.
    """
    folder = REPOSITORY / ".cache" / "imported_with_mediapipe"
    uv = shutil.which("uv") or str(Path(sys.executable).with_name("uv"))
    install = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", sys.executable]
    _run([*install, "--target", str(folder), *WANTED])
    beside = {"ours": {}, "plain": {"PYTHONPATH": str(folder)}}
    times: dict[str, list[list[float]]] = {way: [] for way in STARTS}
    with TemporaryDirectory() as scratch:
        picture = Path(scratch, "picture.npy")
        np.save(picture, next(drawn_frames(Dance(duration_s=1.0), Clip())))
        for _ in range(IMPORTS):
            for way, program in STARTS.items():
                model = str(MODELS["ours" if way == "ours" else "naive"])
                command = [sys.executable, "-c", program, str(picture), model]
                times[way].append(json.loads(_run(command, **beside[way])))
    ready, first = (
        {way: float(np.median(seen, axis=0)[k]) for way, seen in times.items()} for k in (0, 1)
    )
    ratio, later = (seconds["plain"] / seconds["ours"] for seconds in (ready, first))
    named = {f"first_{way}": seconds for way, seconds in first.items()}
    return ready | {"ratio": ratio} | named | {"first_ratio": later}


def _totals(rows: list[Row]) -> Row:
    naive, ours = (sum(row[way]["cpu_s"] for row in rows) for way in ("naive", "ours"))
    points = [abs(row["points"]) for row in rows if row["points"] is not None]
    return {
        "ratio": naive / ours,
        "error": float(np.mean([row["error"] for row in rows])),
        "points": max(points, default=0.0),
    }


def _missed(report: Row) -> list[str]:
    totals = report["totals"]
    bars = {
        f"ratio {totals['ratio']:.2f} < {LEAST_RATIO}": totals["ratio"] < LEAST_RATIO,
        f"error {totals['error']:.2f} % >= {MOST_ERROR} %": totals["error"] >= MOST_ERROR,
        f"a score {totals['points']:.1f} points away": totals["points"] > MOST_POINTS,
        f"import {report['imports']['ratio']:.1f} < {LEAST_IMPORT_RATIO}": (
            report["imports"]["ratio"] < LEAST_IMPORT_RATIO
        ),
    }
    return [bar for bar, missed in bars.items() if missed]


def _show(report: Row) -> None:
    _say("processor s per s of video; error in % of the torso against the same engine at full rate")
    room = 1 + max(len(row["clip"]) for row in report["clips"])
    _say(f"{'clip':{room}}{'naive':>7}{'ours':>7}{'ratio':>7}{'error':>7}{'p95':>6}{'points':>8}")
    for row in report["clips"]:
        naive, ours = (row[way]["cpu_s"] / row[way]["seconds"] for way in ("naive", "ours"))
        points = "-" if row["points"] is None else f"{row['points']:+.2f}"
        line = f"{row['clip']:{room}}{naive:7.3f}{ours:7.3f}{row['ratio']:7.2f}"
        where = " ".join(f"{k} {v:.2f}" for k, v in row["ours"]["where"].items())
        memory = f"{row['naive']['peak_mb']:.0f}/{row['ours']['peak_mb']:.0f} MB"
        _say(f"{line}{row['error']:7.2f}{row['p95']:6.1f}{points:>8}  {where}  {memory}")
    for name in ("totals", "imports"):
        _say(name, " ".join(f"{k} {v:.3f}" for k, v in report[name].items()))
    _say("missed:" if report["missed"] else "every bar is met", "; ".join(report["missed"]))


def _run(command: list[str], **environment: str) -> str:
    # Compiled files are kept, as they are where the code is deployed.
    inherited = {name: v for name, v in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(  # noqa: S603 - our own programs
        command,
        check=True,
        cwd=REPOSITORY,
        # One thread, as on one processor of a Lambda: idle ones spin, which would be counted.
        env=inherited | {"OPENBLAS_NUM_THREADS": "1"} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    return done.stdout.decode()


def _say(*words: str) -> None:
    print(*words, flush=True)  # noqa: T201 - a command talks to its caller


if __name__ == "__main__":
    main()
