"""Pictures of a scored clip over HTTP: asked for, drawn by the state machine, downloaded."""

from __future__ import annotations

import time
from io import BytesIO

import av
import httpx
import pytest

from functions.api.responses.pictures import DrawingResponse, PictureResponse
from local.demo.journey import Danced, Entry, dance
from local.phone import Phone
from tests.e2e.conftest import NewChallenge, NewClip, SignIn

PATIENCE_S = 90.0


@pytest.fixture(scope="module")
def danced(sign_in: SignIn, new_challenge: NewChallenge, new_clip: NewClip) -> Danced:
    """Return a dance that is scored."""
    return dance(Entry("Painted", new_clip(), sign_in("Painted")), new_challenge().id)


def drawn(phone: Phone, address: str) -> httpx.Response:
    """Ask until the picture is there, and download it as anybody could."""
    deadline = time.monotonic() + PATIENCE_S
    answer = phone.http.get(address)
    while answer.status_code == 202:
        assert time.monotonic() < deadline, "still drawing"
        time.sleep(DrawingResponse.model_validate(answer.json()).next_poll_ms / 1000)
        answer = phone.http.get(address)
    return httpx.get(PictureResponse.model_validate(answer.json()).url)


def test_a_dancer_gets_the_film_and_the_report_of_a_dance(danced: Danced) -> None:
    assert danced.submission
    phone, address = danced.entry.phone, f"/submissions/{danced.submission.submission_id}"

    film, report = (drawn(phone, f"{address}/{kind}") for kind in ("overlay", "report"))

    assert film.headers["content-type"] == "video/mp4"
    with av.open(BytesIO(film.content), "r") as container:
        seconds = float(container.duration or 0) / av.time_base
    assert seconds == pytest.approx(danced.submission.seconds, abs=0.1)
    assert report.headers["content-type"] == "image/svg+xml"
    assert f">{danced.submission.score:.1f}</text>" in report.text


def test_nobody_else_may_watch_it(danced: Danced, dancer: Phone) -> None:
    assert danced.submission
    answer = dancer.http.get(f"/submissions/{danced.submission.submission_id}/overlay")
    assert (answer.status_code, answer.json()["code"]) == (404, "SUBMISSION_NOT_FOUND")
