"""Challenges come and go by the clock."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import httpx

from functions.api.responses.challenges import ChallengeResponse
from idance.domain.public_challenge import Manifest
from local.demo.opening import todays_draft
from local.operations import run_job
from local.phone import Phone
from local.stage import Stage
from tests.e2e.conftest import lasting


def test_every_one_of_the_next_seven_days_has_its_challenge(stage: Stage, dancer: Phone) -> None:
    run_job(stage, "Pregenerate")
    today = datetime.now(UTC).date()
    days = [challenge.date for challenge in dancer.upcoming()]
    assert days == [today + timedelta(days=number) for number in range(1, 8)]


def test_pregenerating_twice_makes_nothing_more(stage: Stage) -> None:
    run_job(stage, "Pregenerate")
    assert run_job(stage, "Pregenerate")["made"] == []


def test_rotating_keeps_todays_challenge_live(
    stage: Stage, dancer: Phone, challenge: ChallengeResponse
) -> None:
    assert run_job(stage, "Rotate")["live"] == challenge.id
    assert dancer.today().id == challenge.id
    assert dancer.today().is_active


def test_a_challenge_whose_time_is_over_ends_once(stage: Stage, admin: Phone) -> None:
    lasts_s = 2
    over = admin.create_challenge(lasting(timedelta(days=-1), timedelta(seconds=lasts_s)))
    time.sleep(lasts_s)
    assert over.id in run_job(stage, "Rotate")["ended"]
    assert not admin.http.get(f"/challenges/{over.id}").json()["isActive"]
    assert run_job(stage, "Rotate")["ended"] == []


def test_an_admins_challenge_takes_the_place_of_a_generated_one(
    admin: Phone, dancer: Phone
) -> None:
    in_three_days = datetime.now(UTC) + timedelta(days=3)
    made = admin.create_challenge(todays_draft(in_three_days))
    shown = {one.date: one.id for one in dancer.upcoming()}
    assert shown[in_three_days.date()] == made.id


def test_the_manifest_is_read_past_the_api(
    stage: Stage, dancer: Phone, challenge: ChallengeResponse
) -> None:
    run_job(stage, "Pregenerate")

    answer = httpx.get(f"{stage.outputs['CdnUrl']}/public/challenges.json")

    assert answer.status_code == HTTPStatus.OK
    assert "max-age=60" in answer.headers["cache-control"]
    days = Manifest.model_validate_json(answer.content).days
    assert days[challenge.date].id == challenge.id
    assert {day: one.id for day, one in days.items() if day != challenge.date} == {
        one.date: one.id for one in dancer.upcoming()
    }
