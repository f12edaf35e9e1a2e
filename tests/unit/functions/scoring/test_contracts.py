"""The state machine's document, from state to state."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from functions.scoring.contracts import (
    EnteredClip,
    FailedClip,
    PosedClip,
    ProbedClip,
    ScoredClip,
    SegmentOfClip,
    UploadedClip,
)
from idance.domain.rejections import ClipRejectedError, RejectionCode

UPLOADED = {"bucket": "media", "key": "videos/0a/2026-11-21/u/s.mp4"}
PROBED = UPLOADED | {
    "sessionId": "sess_0",
    "etag": '"abc"',
    "videoSha256": "ff",
    "video": {
        "width": 720,
        "height": 1280,
        "rotation": 90,
        "durationS": 12.5,
        "fps": 29.97,
        "codec": "h264",
    },
    "segments": [0, 1],
}
SEGMENT: dict[str, Any] = {
    name: value for name, value in PROBED.items() if name not in {"sessionId", "segments"}
} | {"segment": 1}
POSED = PROBED | {"poseFileKey": "poses/1/ff/ff.npz"}
ENTERED = POSED | {"challengeId": "ch_daily20261121"}
SCORED = ENTERED | {
    "score": {
        "total": 87.25,
        "metrics": [
            {
                "name": "rhythm",
                "weight": 100,
                "points": 87.25,
                "score": 87.25,
                "value": 0.9,
                "unit": "share of a perfect beat",
                "confidence": 1.0,
            },
        ],
        "confidence": 1.0,
        "feedback": ["On the beat."],
        "frames": 180,
        "seconds": 12.5,
        "scoringVersion": "1.0",
        "poseVersion": "1",
        "videoSha256": "ff",
        "gates": [
            {"name": "still", "verdict": "pass", "factor": 1.0, "reason": ""},
            {"name": "duplicated", "verdict": "multiply", "factor": 0.9, "reason": "Copies."},
        ],
        "gatesVersion": "1.abcdef01",
    },
}


@pytest.mark.parametrize(
    ("contract", "document"),
    [
        (UploadedClip, UPLOADED),
        (ProbedClip, PROBED),
        (SegmentOfClip, SEGMENT),
        (PosedClip, POSED),
        (EnteredClip, ENTERED),
        (ScoredClip, SCORED),
    ],
)
def test_a_document_survives_the_way_through_json(
    contract: type[UploadedClip],
    document: dict[str, Any],
) -> None:
    through_json = json.loads(json.dumps(document))
    assert contract.model_validate(through_json).document() == document


@pytest.mark.parametrize(
    ("contract", "before"),
    [(ProbedClip, UPLOADED), (PosedClip, PROBED), (EnteredClip, POSED), (ScoredClip, ENTERED)],
)
def test_a_state_does_not_take_the_document_of_the_one_before_the_last(
    contract: type[UploadedClip],
    before: dict[str, Any],
) -> None:
    with pytest.raises(ValidationError):
        contract.model_validate(before)


def test_a_clip_of_nobodys_session_is_for_no_challenge() -> None:
    reference = {name: value for name, value in POSED.items() if name != "sessionId"}
    assert PosedClip.model_validate(reference).document() == reference
    with pytest.raises(ValidationError):
        EnteredClip.model_validate(reference | {"challengeId": "ch_daily20261121"})


def test_a_later_document_does_for_an_earlier_state() -> None:
    assert UploadedClip.model_validate(SCORED).document() == UPLOADED


def caught(error: str, cause: str) -> tuple[RejectionCode, str | None]:
    document = UPLOADED | {"error": {"Error": error, "Cause": cause}}
    rejection = FailedClip.model_validate(document).error.rejection
    return rejection.code, rejection.reason


@pytest.mark.parametrize("reason", [None, "your legs can hardly be seen: step back"])
@pytest.mark.parametrize("code", RejectionCode)
def test_a_rejection_is_read_from_the_cause_lambda_gives(
    code: RejectionCode, reason: str | None
) -> None:
    cause = json.dumps(
        {
            "errorMessage": str(ClipRejectedError(code, reason)),
            "errorType": "ClipRejectedError",
            "requestId": "3f1b8a52",
            "stackTrace": ["  File …"],
        },
    )
    assert caught("ClipRejectedError", cause) == (code, reason)


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        ("States.Timeout", ""),
        ("Lambda.Unknown", "The cause could not be determined"),
        ("KeyError", json.dumps({"errorMessage": "EMPTY_FILE", "errorType": "KeyError"})),
        ("ClipRejectedError", "not json"),
        ("ClipRejectedError", json.dumps({"errorMessage": "NO_SUCH_CODE"})),
        ("ClipRejectedError", "[]"),
    ],
)
def test_whatever_is_no_rejection_is_our_fault(error: str, cause: str) -> None:
    assert caught(error, cause) == (RejectionCode.SCORING_FAILED, None)


def test_a_failed_clip_is_known_by_where_it_lies() -> None:
    failed = FailedClip.model_validate(POSED | {"error": {"Error": "States.Timeout"}})
    assert failed.key == UPLOADED["key"]
    assert failed.document()["error"] == {"Error": "States.Timeout", "Cause": ""}
