"""Pushing: from whatever writes a notification to phones, once, to those who want it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from functions.push import wiring
from functions.rotation import rotate
from idance.domain.device import Platform, device_id
from idance.domain.errors import UnavailableError
from idance.domain.notification import Notification, NotificationKind
from idance.domain.push import MOST_AN_HOUR
from idance.store.devices import DeviceStore
from tests.integration.functions.api.journey import dance
from tests.integration.functions.api.phone import Phone
from tests.integration.functions.backend import Backend
from tests.integration.functions.push.phones import (
    APPLE,
    GOOGLE,
    Streams,
    bring,
    heard,
    push,
    sns,
    subscribed,
)
from tests.integration.house import SOCIAL_TABLE, client
from tests.unit.functions.lambda_context import AnyLambdaContext

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
PLATFORMS = {APPLE: "ios", GOOGLE: "android"}


def register(phone: Phone, token: str = APPLE) -> str:
    text = json.dumps({"platform": PLATFORMS[token], "token": token})
    answer = phone.send("POST", "/users/me/devices", text=text)
    assert answer.status == 201, answer.body
    known: str = answer.body["deviceId"]
    return known


def user_of(phone: Phone) -> str:
    assert phone.caller is not None
    return phone.caller.user_id


def tell(backend: Backend, phone: Phone, name: str = "one", at: datetime = NOON) -> None:
    backend.house.notifications.add(
        Notification(
            id=name,
            user_id=user_of(phone),
            kind=NotificationKind.REVIEW,
            message="We have looked at your dance again, and it counts.",
            about="sub_1",
            at=at,
        )
    )


def endpoint_of(token: str) -> Any:  # noqa: ANN401 (moto's)
    (found,) = [one for one in sns().platform_endpoints.values() if one.token == token]
    return found


def test_a_notification_is_pushed_once_to_each_device(
    backend: Backend, dancer: Phone, another: Phone, streams: Streams
) -> None:
    register(dancer, APPLE)
    register(dancer, GOOGLE)
    bring(streams)
    tell(backend, another, "of another")
    tell(backend, dancer)

    records = bring(streams)
    assert push(records) == []

    for token in (APPLE, GOOGLE):
        (message,) = heard(token)
        told = json.loads(message)
        apple, google = json.loads(told["APNS"]), json.loads(told["GCM"])
        assert told["default"] == "We have looked at your dance again, and it counts."
        assert apple["aps"] == {"alert": {"body": told["default"]}, "sound": "default"}
        assert (apple["kind"], apple["about"]) == ("review", "sub_1")
        assert google["fcmV1Message"]["message"]["data"] == {"kind": "review", "about": "sub_1"}


def test_at_night_by_the_dancers_clock_a_push_makes_no_sound(
    backend: Backend, dancer: Phone, streams: Streams
) -> None:
    caller = dancer.caller
    assert caller is not None
    backend.house.dancers.know(caller.user_id, display_name=caller.display_name)
    backend.house.dancers.set_utc_offset(caller.user_id, 11 * 60)
    register(dancer)
    bring(streams)
    tell(backend, dancer)
    bring(streams)

    (message,) = heard(APPLE)
    told = json.loads(message)
    assert json.loads(told["APNS"])["aps"]["interruption-level"] == "passive"
    assert "sound" not in json.loads(told["APNS"])["aps"]
    assert json.loads(told["GCM"])["fcmV1Message"]["message"]["android"]["priority"] == "NORMAL"


def test_a_badge_that_is_earned_is_told_and_pushed(
    backend: Backend, dancer: Phone, streams: Streams
) -> None:
    register(dancer)
    bring(streams)
    dance(backend, dancer, 50)
    bring(streams)

    (told,) = dancer.get("/notifications").body["notifications"]
    assert (told["kind"], told["about"]) == ("badge", "First Challenge")
    assert json.loads(heard(APPLE)[0])["default"] == (
        "You have earned a badge: First Challenge. Danced the first challenge."
    )


def test_who_switched_it_off_is_not_pushed_to_and_can_read_it(
    backend: Backend, dancer: Phone, streams: Streams, topic: str
) -> None:
    register(dancer)
    bring(streams)
    assert list(subscribed(topic)) == [APPLE]
    assert dancer.get("/users/me/preferences").body == {"pushNotifications": True}

    off = dancer.send("PUT", "/users/me/preferences", text='{"pushNotifications": false}')
    assert off.body == {"pushNotifications": False}
    tell(backend, dancer)
    bring(streams)
    assert heard(APPLE) == []
    assert list(subscribed(topic)) == []
    assert len(dancer.get("/notifications").body["notifications"]) == 1

    dancer.send("PUT", "/users/me/preferences", text='{"pushNotifications": true}')
    tell(backend, dancer, "two")
    bring(streams)
    assert len(heard(APPLE)) == 1
    assert list(subscribed(topic)) == [APPLE]


def test_a_device_that_is_registered_again_is_the_same(
    backend: Backend, dancer: Phone, streams: Streams, topic: str
) -> None:
    first = register(dancer)
    bring(streams)
    assert register(dancer) == first
    assert bring(streams) == []
    backend.later(days=1)
    assert register(dancer) == first
    assert bring(streams)
    assert len(sns().platform_endpoints) == 1
    assert list(subscribed(topic)) == [APPLE]


def test_an_endpoint_that_was_shut_out_is_let_in_when_its_app_comes_back(
    backend: Backend, dancer: Phone, streams: Streams
) -> None:
    register(dancer)
    bring(streams)
    arn = endpoint_of(APPLE).arn
    client("sns").set_endpoint_attributes(EndpointArn=arn, Attributes={"Enabled": "false"})
    backend.later(days=1)
    register(dancer)
    bring(streams)

    assert endpoint_of(APPLE).arn == arn
    attributes = client("sns").get_endpoint_attributes(EndpointArn=arn)["Attributes"]
    assert attributes["Enabled"].lower() == "true"


@pytest.mark.parametrize("is_deleted", [False, True])
def test_a_device_whose_app_is_gone_is_forgotten(
    backend: Backend, dancer: Phone, streams: Streams, topic: str, *, is_deleted: bool
) -> None:
    known = register(dancer)
    bring(streams)
    arn = endpoint_of(APPLE).arn
    if is_deleted:
        client("sns").delete_endpoint(EndpointArn=arn)
    else:
        client("sns").set_endpoint_attributes(EndpointArn=arn, Attributes={"Enabled": "false"})
    tell(backend, dancer)
    bring(streams)

    devices = DeviceStore(SOCIAL_TABLE)
    assert (devices.find(known), devices.endpoint(known)) == (None, None)
    assert devices.of_dancer(user_of(dancer), most=10) == []
    assert sns().platform_endpoints == {}
    assert list(subscribed(topic)) == []


def test_who_signs_out_is_pushed_to_no_more(
    backend: Backend, dancer: Phone, another: Phone, streams: Streams
) -> None:
    known = register(dancer)
    bring(streams)
    assert another.send("DELETE", f"/users/me/devices/{known}").body == {"deviceId": known}
    bring(streams)
    assert len(sns().platform_endpoints) == 1

    assert dancer.send("DELETE", f"/users/me/devices/{known}").body == {"deviceId": known}
    assert dancer.send("DELETE", f"/users/me/devices/{known}").body == {"deviceId": known}
    tell(backend, dancer)
    bring(streams)
    assert sns().platform_endpoints == {}


def test_a_phone_that_changes_hands_hears_its_new_dancer_alone(
    backend: Backend, dancer: Phone, another: Phone, streams: Streams
) -> None:
    assert register(dancer) == register(another)
    bring(streams)
    tell(backend, dancer, "for the first")
    tell(backend, another, "for the second")
    bring(streams)

    assert len(heard(APPLE)) == 1
    assert DeviceStore(SOCIAL_TABLE).of_dancer(user_of(dancer), most=10) == []


def test_too_many_notifications_in_an_hour_are_there_to_be_read(
    backend: Backend, dancer: Phone, streams: Streams
) -> None:
    register(dancer)
    bring(streams)
    for minute in range(MOST_AN_HOUR + 5):
        tell(backend, dancer, str(minute), NOON + timedelta(minutes=minute))
        bring(streams)
    tell(backend, dancer, "later", NOON + timedelta(hours=2))
    bring(streams)

    assert len(heard(APPLE)) == MOST_AN_HOUR + 1


def test_what_sns_does_not_take_comes_again_for_that_device_alone(
    backend: Backend, dancer: Phone, streams: Streams, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(dancer, APPLE)
    register(dancer, GOOGLE)
    bring(streams)
    tell(backend, dancer)
    records = [one for one in streams.of("social") if "AT#" in one["dynamodb"]["Keys"]["SK"]["S"]]
    sends, arn = wiring.endpoints().send, endpoint_of(GOOGLE).arn

    def throttled(to: str, *told: Any) -> bool:  # noqa: ANN401 (passed on)
        if to == arn:
            raise UnavailableError("SERVICE_UNAVAILABLE", "busy")
        return sends(to, *told)

    monkeypatch.setattr(wiring.endpoints(), "send", throttled)
    (number,) = push(records)
    assert number == records[0]["dynamodb"]["SequenceNumber"]
    monkeypatch.setattr(wiring.endpoints(), "send", sends)
    assert push(records) == []
    assert (len(heard(APPLE)), len(heard(GOOGLE))) == (1, 1)


def test_a_fault_of_ours_costs_nobody_their_device(
    backend: Backend, dancer: Phone, streams: Streams
) -> None:
    known = register(dancer)
    bring(streams)
    tell(backend, dancer)
    wiring.endpoints()._sns.meta.events.register("before-call.sns.Publish", _denied)

    (record,) = [one for one in streams.of("social") if one["eventName"] == "INSERT"]
    assert push([record]) == [record["dynamodb"]["SequenceNumber"]]
    assert DeviceStore(SOCIAL_TABLE).find(known)


def test_a_token_that_its_platform_does_not_take_is_forgotten(
    dancer: Phone, streams: Streams
) -> None:
    known = register(dancer)
    events = wiring.endpoints()._sns.meta.events
    events.register("before-call.sns.CreatePlatformEndpoint", _no_token)
    bring(streams)
    assert DeviceStore(SOCIAL_TABLE).find(known) is None


def test_an_announcement_that_sns_does_not_take_comes_again(
    dancer: Phone, streams: Streams, topic: str
) -> None:
    register(dancer)
    bring(streams)
    rotate.lambda_handler({}, AnyLambdaContext())
    records = streams.of("social")
    events = wiring.endpoints()._sns.meta.events
    events.register("before-call.sns.Publish", _throttled)
    assert push(records) == [records[0]["dynamodb"]["SequenceNumber"]]

    events.unregister("before-call.sns.Publish", _throttled)
    assert push(records) == []
    assert len(sns().topics[topic].sent_notifications) == 1


def _no_token(**_: Any) -> None:  # noqa: ANN401 (botocore's)
    message = "Invalid parameter: Token Reason: iOS device tokens must be 64 hexadecimal"
    raise ClientError(
        {"Error": {"Code": "InvalidParameter", "Message": message}}, "CreatePlatformEndpoint"
    )


def _throttled(**_: Any) -> None:  # noqa: ANN401 (botocore's)
    raise ClientError({"Error": {"Code": "Throttling", "Message": "slowly"}}, "Publish")


def _denied(**_: Any) -> None:  # noqa: ANN401 (botocore's)
    raise ClientError({"Error": {"Code": "AuthorizationError", "Message": "no"}}, "Publish")


def test_a_record_that_cannot_be_read_is_reported_by_its_number(topic: str) -> None:
    del topic
    keys = {"PK": {"S": "N#somebody"}, "SK": {"S": "AT#now#id"}}
    image = {**keys, "doc": {"S": "{}"}}
    change = {"Keys": keys, "NewImage": image, "SequenceNumber": "7"}
    assert push([{"eventName": "INSERT", "dynamodb": change}]) == ["7"]


def test_the_day_is_announced_once_to_everybody(
    dancer: Phone, another: Phone, streams: Streams, topic: str
) -> None:
    register(dancer, APPLE)
    register(another, GOOGLE)
    bring(streams)
    live = rotate.lambda_handler({}, AnyLambdaContext())["live"]
    records = bring(streams)
    rotate.lambda_handler({}, AnyLambdaContext())
    bring(streams)
    assert push(records) == []

    ((_, message, *_),) = sns().topics[topic].sent_notifications
    told = json.loads(json.loads(message)["APNS"])
    assert told["aps"]["alert"]["body"].startswith("Today's challenge is here: ")
    assert (told["kind"], told["about"]) == ("challenge", live)


def test_without_platform_applications_notifications_are_written_and_the_log_says_so(
    backend: Backend,
    dancer: Phone,
    streams: Streams,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    for platform in ("IOS", "ANDROID"):
        monkeypatch.setenv(f"{platform}_APPLICATION_ARN", "")
    register(dancer)
    tell(backend, dancer)
    with caplog.at_level("INFO"):
        bring(streams)

    assert "this stage has no platform application" in caplog.text
    assert sns().platform_endpoints == {}
    assert len(dancer.get("/notifications").body["notifications"]) == 1


def test_a_device_has_one_id_on_each_platform() -> None:
    assert device_id(Platform.IOS, APPLE) != device_id(Platform.ANDROID, APPLE)
    assert len(device_id(Platform.IOS, APPLE)) == 32
