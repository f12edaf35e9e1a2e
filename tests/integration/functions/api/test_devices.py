"""Devices and preferences over HTTP."""

from __future__ import annotations

import json

import pytest

from tests.integration.functions.api.phone import Answer, Phone
from tests.integration.functions.push.phones import APPLE, GOOGLE


def register(phone: Phone, platform: str, token: str) -> Answer:
    text = json.dumps({"platform": platform, "token": token})
    return phone.send("POST", "/users/me/devices", text=text)


def test_a_device_is_registered_and_forgotten(dancer: Phone) -> None:
    answer = register(dancer, "ios", APPLE)
    assert (answer.status, answer.body["platform"]) == (201, "ios")
    assert register(dancer, "ios", APPLE).body == answer.body

    path = f"/users/me/devices/{answer.body['deviceId']}"
    for _ in range(2):
        forgotten = dancer.send("DELETE", path)
        assert (forgotten.status, forgotten.body) == (200, {"deviceId": answer.body["deviceId"]})


def test_a_dancer_says_whether_to_push(dancer: Phone) -> None:
    assert dancer.get("/users/me/preferences").body == {"pushNotifications": True}
    wanted = dancer.send("PUT", "/users/me/preferences", text='{"pushNotifications": false}')
    assert (wanted.status, wanted.body) == (200, {"pushNotifications": False})
    assert dancer.get("/users/me/preferences").body == {"pushNotifications": False}


def test_a_preference_is_yes_or_no(dancer: Phone) -> None:
    answer = dancer.send("PUT", "/users/me/preferences", text='{"pushNotifications": "maybe"}')
    assert (answer.status, answer.body["code"]) == (422, "VALIDATION_FAILED")


def test_a_dancer_has_so_many_devices(dancer: Phone) -> None:
    for number in range(10):
        text = json.dumps({"platform": "android", "token": f"{GOOGLE}{number}"})
        assert dancer.send("POST", "/users/me/devices", text=text).status == 201
    text = json.dumps({"platform": "android", "token": f"{GOOGLE}9"})
    assert dancer.send("POST", "/users/me/devices", text=text).status == 201
    text = json.dumps({"platform": "android", "token": GOOGLE})
    answer = dancer.send("POST", "/users/me/devices", text=text)
    assert (answer.status, answer.body["code"]) == (409, "TOO_MANY_DEVICES")


@pytest.mark.parametrize(
    "body",
    [
        {"platform": "windows", "token": APPLE},
        {"platform": "ios", "token": "short"},
        {"platform": "ios"},
        {"platform": "ios", "token": "a space is in here, too"},
    ],
)
def test_what_is_no_device_is_refused(dancer: Phone, body: dict[str, str]) -> None:
    answer = dancer.send("POST", "/users/me/devices", text=json.dumps(body))
    assert (answer.status, answer.body["code"]) == (422, "VALIDATION_FAILED")
