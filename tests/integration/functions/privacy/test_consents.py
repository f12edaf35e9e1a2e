"""Consent: asked in today's words, remembered with its moment, and taken back at any time."""

from __future__ import annotations

import json
from typing import Any

from idance.domain.consent import TERMS
from tests.integration.functions.api.phone import Answer, Phone
from tests.integration.functions.backend import Backend

CLIP = {"contentType": "video/mp4", "sizeBytes": 1_000}


def say(phone: Phone, purpose: str, *, granted: bool, version: str = TERMS) -> Answer:
    text = json.dumps({"purpose": purpose, "granted": granted, "version": version})
    return phone.send("PUT", "/users/me/consents", text=text)


def allowed(phone: Phone) -> dict[str, Any]:
    return {
        one["purpose"]: one["granted"] for one in phone.get("/users/me/consents").body["consents"]
    }


def test_only_what_a_score_needs_is_allowed_without_being_asked(
    backend: Backend, dancer: Phone
) -> None:
    del backend
    assert allowed(dancer) == {"video_processing": True, "research": False}
    body = dancer.get("/users/me/consents").body
    assert body["terms"] == TERMS
    assert [(one["needed"], one["at"]) for one in body["consents"]] == [(True, None), (False, None)]


def test_a_decision_is_remembered_with_words_and_moment_until_it_is_taken_back(
    backend: Backend, dancer: Phone
) -> None:
    (first,) = (one for one in say(dancer, "research", granted=True).body["consents"][1:])
    assert (first["granted"], first["version"]) == (True, TERMS)
    backend.later(hours=1)
    (again,) = (one for one in say(dancer, "research", granted=True).body["consents"][1:])
    assert again == first
    (taken_back,) = (one for one in say(dancer, "research", granted=False).body["consents"][1:])
    assert not taken_back["granted"]
    assert taken_back["at"] > first["at"]


def test_no_clip_is_taken_from_who_objects_until_they_allow_it_again(
    backend: Backend, dancer: Phone, another: Phone
) -> None:
    del backend
    assert say(dancer, "video_processing", granted=False).status == 200
    refused = dancer.post("/sessions", CLIP)
    assert refused.error == (403, "CONSENT_NEEDED")
    assert refused.body["field"] == "video_processing"
    assert another.post("/sessions", CLIP).status == 201
    assert say(dancer, "video_processing", granted=True).status == 200
    assert dancer.post("/sessions", CLIP).status == 201


def test_leave_is_given_to_todays_words_alone_and_taken_back_whatever_they_were(
    backend: Backend, dancer: Phone
) -> None:
    del backend
    assert say(dancer, "research", granted=True, version="2020-01").error == (412, "TERMS_CHANGED")
    assert say(dancer, "research", granted=False, version="2020-01").status == 200
    assert say(dancer, "anything", granted=True).error == (422, "VALIDATION_FAILED")
