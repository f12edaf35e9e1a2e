"""``python -m benchmarks.scoring.corpus FOLDER``: the benchmark's dances to calibrate by.

Writes the pose files and the ``manifest.json`` that ``python -m local.calibrate`` reads: drawn
dancers at every strength of every fault, and the real clips, as freestyle dances.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.clips import SHARED_CLIPS, say
from benchmarks.scoring import faults
from benchmarks.scoring.takes import Edited, Take, landmarks, tracked_all


def main() -> None:
    """Track what was not tracked before, and write the corpus."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scoring.corpus")
    parser.add_argument("folder", type=Path, help="where to write it")
    parser.add_argument("--seed", type=int, default=0, help="first of the drawn dancers' seeds")
    parser.add_argument("--seeds", type=int, default=2, help="how many of them dance")
    parser.add_argument("--clips", type=Path, default=SHARED_CLIPS, help="folder of real mp4")
    chosen = parser.parse_args()
    drawn = list(faults.takes(range(chosen.seed, chosen.seed + chosen.seeds)))
    real = [Edited(path) for path in sorted(chosen.clips.glob("*.mp4"))]
    for left in tracked_all([*drawn, *real], jobs=2):
        say(f"clips to track: {left}")
    chosen.folder.mkdir(parents=True, exist_ok=True)
    clips = [*_written(chosen.folder, drawn, faults.BPM), *_written(chosen.folder, real, None)]
    (chosen.folder / "manifest.json").write_text(json.dumps(clips, indent=1) + "\n")
    say(f"{len(clips)} clips in {chosen.folder}")


def _written(folder: Path, takes: Sequence[Take], bpm: float | None) -> Iterator[dict[str, object]]:
    """Write each take that has a dancer, and yield its line of the manifest."""
    for number, take in enumerate(takes):
        found = landmarks(take)
        if not isinstance(found, str):
            name = f"{'drawn' if bpm else 'real'}-{number:04d}.npz"
            (folder / name).write_bytes(found.to_bytes())
            tempo = {"targetBpm": bpm} if bpm else {}
            yield {"pose": name, "challengeType": "freestyle", **tempo}


if __name__ == "__main__":
    main()
