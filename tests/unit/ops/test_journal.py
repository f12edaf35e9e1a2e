"""A long run's journal, also after a crash in the middle of a line."""

from __future__ import annotations

from pathlib import Path

from ops.journal import Journal


def test_what_is_noted_is_read_in_order(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "run.jsonl")
    assert not journal.exists
    assert journal.lines() == []
    journal.note({"id": "a"})
    journal.note({"id": "b"})
    assert journal.exists
    assert journal.lines() == [{"id": "a"}, {"id": "b"}]


def test_a_line_that_a_crash_cut_off_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    path.write_text('{"id": "a"}\n{"id": "b', "utf-8")
    journal = Journal(path)
    journal.note({"id": "c"})
    assert journal.lines() == [{"id": "a"}, {"id": "c"}]
