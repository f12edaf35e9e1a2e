"""``python -m local.calibrate CORPUS_DIR OUT.json``: make scoring curves from stored pose files.

The corpus is a folder of pose files and a ``manifest.json``, a list of clips such as
``{"pose": "a.npz", "challengeType": "spin", "targetBpm": 115, "reference": "demo.npz"}``; the last
two may be left out.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter
from pydantic.alias_generators import to_camel

from pose.brief import ScoringBrief
from pose.calibration import Calibration, current_calibration
from pose.errors import CannotScoreError
from pose.preprocessing.preparing import prepare
from pose.recalibration import LEAST_CLIPS, LEAST_CONFIDENCE, raw_values, recalibrated
from pose.sequence import PoseSequence

Observed = Mapping[tuple[str, str], Sequence[float]]


class CorpusClip(BaseModel):
    """One clip of a corpus."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", frozen=True)

    pose: str
    challenge_type: str
    target_bpm: float | None = None
    reference: str | None = None


def main() -> None:
    """Measure a corpus, write its curves, and say what they rest on."""
    parser = argparse.ArgumentParser(prog="python -m local.calibrate")
    parser.add_argument("corpus", type=Path, help="folder with pose files and manifest.json")
    parser.add_argument("out", type=Path, help="JSON file to write")
    parser.add_argument("--version", help="of the curves; one above the present if left out")
    chosen = parser.parse_args()
    base = current_calibration()
    observed = observations(chosen.corpus, base)
    data = recalibrated(base, observed, version=chosen.version or str(int(base.version) + 1))
    chosen.out.write_bytes(data)
    for line in report(observed, Calibration.from_json(data)):
        print(line)  # noqa: T201  a command speaks to a person


def observations(corpus: Path, base: Calibration) -> Observed:
    """Return the raw values of all clips by (challenge type, metric), where they can be trusted."""
    clips = TypeAdapter(list[CorpusClip]).validate_json((corpus / "manifest.json").read_bytes())
    observed = defaultdict(list)
    for clip in clips:
        for metric, value in _measured(corpus, clip, base):
            observed[clip.challenge_type, metric].append(value)
    return observed


def _measured(corpus: Path, clip: CorpusClip, base: Calibration) -> Iterator[tuple[str, float]]:
    brief = ScoringBrief(
        challenge_type=clip.challenge_type,
        criteria={"rhythm": 100},
        target_bpm=clip.target_bpm,
        reference=_read(corpus / clip.reference) if clip.reference else None,
    )
    try:
        motion = prepare(_read(corpus / clip.pose))
    except CannotScoreError:
        return
    for metric, (value, confidence) in raw_values(motion, brief, base).items():
        if confidence >= LEAST_CONFIDENCE:
            yield metric, value


def _read(path: Path) -> PoseSequence:
    return PoseSequence.from_bytes(path.read_bytes())


def report(observed: Observed, made: Calibration) -> Iterator[str]:
    """Yield a line on every curve: how many clips it rests on, and what they reach."""
    yield f"version {made.version}, sha256 {made.digest}"
    for (kind, metric), values in sorted(observed.items()):
        enough = len(values) >= LEAST_CLIPS and len(set(values)) > 1
        state = f"{len(made.curves[kind, metric])} knots" if enough else "too few clips, unchanged"
        yield f"{kind:12} {metric:12} {len(values):6} clips  {state}"


if __name__ == "__main__":
    main()
