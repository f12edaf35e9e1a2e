"""``python -m local.picture`` draws what it is asked for, of clips with and without a score."""

from pathlib import Path

import av
import numpy as np
import pytest

from local.drawn_dancer import Clip, Dance, write_clip
from local.picture import chosen_brief, main
from pose.brief import CLEAR_BEAT
from pose.sound.beat_grid import BeatGrid
from tests.unit.pose.any_video import any_song
from tests.unit.pose.model import MODEL_PATH


def any_music(confidence: float) -> BeatGrid:
    return BeatGrid(np.arange(0.2, 9, 0.5), bpm=120.0, confidence=confidence, octaves_bpm=(60.0,))


def draw(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> None:
    words = ["picture", *map(str, arguments), "--model", str(MODEL_PATH)]
    monkeypatch.setattr("sys.argv", words)
    main()


def test_music_that_is_heard_clearly_is_what_rhythm_is_measured_against() -> None:
    brief = chosen_brief("freestyle", None, any_music(CLEAR_BEAT))

    assert brief.target_bpm == 120
    assert brief.first_beat_s == pytest.approx(0.2)


def test_music_that_is_hardly_heard_is_not_guessed_at() -> None:
    assert chosen_brief("freestyle", None, any_music(CLEAR_BEAT - 0.1)).target_bpm is None
    assert chosen_brief("freestyle", None, None).target_bpm is None


def test_a_tempo_that_is_told_beats_the_one_that_is_heard() -> None:
    brief = chosen_brief("spin", 90.0, any_music(1.0))

    assert (brief.target_bpm, brief.first_beat_s) == (90, None)


def test_a_dance_becomes_a_film_and_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clip, film, report = (tmp_path / name for name in ("clip.mp4", "film.mp4", "report.svg"))
    write_clip(clip, Dance(duration_s=7.0), Clip(width=240, height=426, fps=15))

    draw(monkeypatch, clip, "--video", film, "--report", report)

    with av.open(str(film)) as container:
        kinds = [stream.type for stream in container.streams]
        assert kinds == ["video", "audio"]
        assert container.streams.video[0].frames == 105
    total = capsys.readouterr().out.rsplit("\n\n", 1)[-1].split()[0]
    assert f">{float(total):.1f}<" in report.read_text("utf-8")


def test_what_is_no_clip_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    any_song(tmp_path / "song.mp4")

    with pytest.raises(SystemExit, match="NoVideoStreamError"):
        draw(monkeypatch, tmp_path / "song.mp4")
