"""The calibrate command, on a corpus made of numbers."""

import json
import sys
from pathlib import Path

import pytest

from local.calibrate import main
from pose.calibration import Calibration, current_calibration
from tests.unit.pose.any_sequence import any_pose_sequence

CLIPS = 32


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "demo.npz").write_bytes(any_pose_sequence(seconds=5.0).to_bytes())
    clips: list[dict[str, object]] = []
    for number in range(CLIPS):
        size, name = 0.3 + 0.7 * number / CLIPS, f"{number}.npz"
        clip = any_pose_sequence(seconds=5.0, amplitude=size, seed=number)
        (folder / name).write_bytes(clip.to_bytes())
        clips.append({"pose": name, "challengeType": "speed", "targetBpm": 120})
    clips.append({"pose": "demo.npz", "challengeType": "combo", "reference": "demo.npz"})
    (folder / "manifest.json").write_text(json.dumps(clips))
    return folder


def calibrated(corpus: Path, out: Path, monkeypatch: pytest.MonkeyPatch, *more: str) -> Calibration:
    monkeypatch.setattr(sys, "argv", ["calibrate", str(corpus), str(out), *more])
    main()
    return Calibration.from_json(out.read_bytes())


def test_a_corpus_becomes_curves(
    corpus: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    made = calibrated(corpus, tmp_path / "curves.json", monkeypatch)
    assert made.version == str(int(current_calibration().version) + 1)
    curve = made.curves["speed", "speed"]
    assert (curve[0][1], curve[-1][1]) == pytest.approx((100 / 33, 3200 / 33), abs=1e-3)
    assert ("combo", "combo") not in made.curves
    printed = capsys.readouterr().out
    assert made.digest in printed
    assert "too few clips" in printed


def test_the_version_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "manifest.json").write_text("[]")
    made = calibrated(tmp_path, tmp_path / "curves.json", monkeypatch, "--version", "9")
    assert made.version == "9"
    assert made.curves == current_calibration().curves


def test_a_manifest_that_says_something_else_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "manifest.json").write_text('[{"pose": "a.npz", "type": "speed"}]')
    with pytest.raises(ValueError, match="challengeType"):
        calibrated(tmp_path, tmp_path / "out.json", monkeypatch)
