"""How long the states of the pipeline took, read from a history."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from local.executions import state_times

START = datetime(2026, 1, 1, tzinfo=UTC)


def event(kind: str, state: str, at_s: float) -> dict[str, Any]:
    """Return an event of a history."""
    details = f"state{'Entered' if kind.endswith('Entered') else 'Exited'}EventDetails"
    return {"type": kind, "timestamp": START + timedelta(seconds=at_s), details: {"name": state}}


def test_a_state_takes_from_its_entry_to_its_exit() -> None:
    history = [
        event("TaskStateEntered", "ProbeVideo", 1.0),
        event("TaskStateExited", "ProbeVideo", 1.25),
        event("MapStateEntered", "ExtractSegments", 1.25),
        event("MapStateExited", "ExtractSegments", 4.0),
    ]
    assert state_times(history) == {"probe_video": 250.0, "extract_segments": 2750.0}


def test_states_that_only_choose_and_states_still_at_work_are_left_out() -> None:
    history = [
        event("ChoiceStateEntered", "ChallengeKnown", 1.0),
        event("ChoiceStateExited", "ChallengeKnown", 2.0),
        event("TaskStateEntered", "ScoreSubmission", 2.0),
    ]
    assert state_times(history) == {}
