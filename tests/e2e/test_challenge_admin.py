"""An admin's work on challenges, over HTTP and through the real gateway."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import httpx

from idance.domain.public_challenge import Manifest
from local.demo.opening import todays_draft
from local.operations import run_job
from local.phone import Phone
from local.stage import Stage

IN_FIVE_DAYS = timedelta(days=5)


def test_a_draft_is_published_changed_and_deleted(
    stage: Stage, admin: Phone, dancer: Phone
) -> None:
    day = datetime.now(UTC) + IN_FIVE_DAYS
    body = todays_draft(day).model_dump(mode="json", exclude_none=True)

    draft = admin.http.post("/challenges", json=body | {"status": "draft"})
    assert draft.status_code == HTTPStatus.CREATED
    path = f"/challenges/{draft.json()['id']}"
    assert dancer.http.get(path).status_code == HTTPStatus.NOT_FOUND

    published = admin.http.post(f"{path}/publish", headers={"If-Match": draft.headers["ETag"]})
    assert published.status_code == HTTPStatus.OK
    stale = admin.http.patch(path, json={"points": 1}, headers={"If-Match": draft.headers["ETag"]})
    assert stale.status_code == HTTPStatus.PRECONDITION_FAILED
    etag = {"If-Match": published.headers["ETag"]}
    changed = admin.http.patch(path, json={"points": 250}, headers=etag)
    assert changed.json()["points"] == 250

    manifest = httpx.get(f"{stage.outputs['CdnUrl']}/public/challenges.json").content
    assert Manifest.model_validate_json(manifest).days[day.date()].points == 250

    etag = {"If-Match": changed.headers["ETag"]}
    assert admin.http.delete(path, headers=etag).status_code == HTTPStatus.NO_CONTENT
    assert {one.date: one.id for one in dancer.upcoming()}[day.date()].startswith("ch_daily")


def test_a_month_is_exported_and_its_stats_are_read(stage: Stage, admin: Phone) -> None:
    run_job(stage, "Pregenerate")
    exported = admin.http.get("/challenges/export", params={"format": "csv"}).json()["csv"]
    assert exported.startswith("id,status,title,")

    run_job(stage, "RollUp")
    today = admin.today()
    stats = admin.http.get(f"/challenges/{today.id}/stats")
    assert stats.status_code == HTTPStatus.OK
    days = admin.http.get("/challenges/analytics").json()["days"]
    assert days[-1]["date"] == datetime.now(UTC).date().isoformat()


def test_a_newcomer_is_given_a_challenge_and_told_why(dancer: Phone) -> None:
    answer = dancer.http.get("/challenges/personalized").json()
    assert answer["id"] == dancer.today().id
    assert answer["reason"]
