"""Push: from what is in the social table to phones.

Whatever writes a notification has done its part: the table's stream brings it here, at least once
and in any order. A device is settled by what the table says of it at that moment, so that settling
it again changes nothing. A notification is begun once for each device, and begun again only if SNS
did not take it: a crash between the two costs the push, never the notification.
"""

from __future__ import annotations

from datetime import datetime

from idance.domain.device import MOST_DEVICES, Device, Endpoint
from idance.domain.errors import UnavailableError
from idance.domain.notification import Notification
from idance.domain.push import HOUR, MOST_AN_HOUR, Push
from idance.store.dancers import DancerStore
from idance.store.devices import DeviceStore
from idance.store.notifications import NotificationStore
from idance.store.push_endpoints import PushEndpoints
from idance.store.push_log import PushLog


class PushService:
    """Pushes, and keeps SNS's endpoints as the devices are."""

    def __init__(
        self,
        *,
        devices: DeviceStore,
        dancers: DancerStore,
        notifications: NotificationStore,
        endpoints: PushEndpoints,
        log: PushLog,
    ) -> None:
        self._devices = devices
        self._dancers = dancers
        self._notifications = notifications
        self._endpoints = endpoints
        self._log = log

    def settle(self, device_id: str) -> bool:
        """Make SNS's endpoint what a device asks for; return whether it can be pushed to."""
        device = self._devices.find(device_id)
        if device is None:
            self._close(device_id)
        elif device.platform in self._endpoints.platforms:
            return self._open(device)
        return False

    def tell(self, told: Notification, *, now: datetime) -> int:
        """Push a notification to its dancer's devices; return to how many it went."""
        profile = self._dancers.profile(told.user_id)
        if profile and not profile.wants_pushes:
            return 0
        lately = self._notifications.count(
            told.user_id, since=told.at - HOUR, until=told.at, most=MOST_AN_HOUR + 1
        )
        if lately > MOST_AN_HOUR:
            return 0
        push = Push.of_notification(told, profile)
        devices = self._devices.of_dancer(told.user_id, most=MOST_DEVICES)
        return sum(self._tell_device(device, told, push, now) for device in devices)

    def announce(self, push: Push, *, now: datetime) -> bool:
        """Push to everybody, once; return whether this was the time."""
        what = f"challenge#{push.about}"
        if not self._endpoints.platforms or not self._log.begin(what, "everybody", now=now):
            return False
        try:
            self._endpoints.send_to_all(push)
        except UnavailableError:
            self._log.take_back(what, "everybody")
            raise
        return True

    def _tell_device(self, device_id: str, told: Notification, push: Push, now: datetime) -> bool:
        endpoint = self._devices.endpoint(device_id)
        what = f"{told.user_id}#{told.at.isoformat()}#{told.id}"
        if endpoint is None or not self._log.begin(what, device_id, now=now):
            return False
        try:
            is_there = self._endpoints.send(endpoint.arn, push)
        except UnavailableError:
            self._log.take_back(what, device_id)
            raise
        if not is_there:
            # Its endpoint goes when the stream tells of that.
            self._devices.remove(device_id, user_id=told.user_id)
        return is_there

    def _open(self, device: Device) -> bool:
        arn = self._endpoints.open(device)
        if arn is None:
            self._devices.remove(device.id, user_id=device.user_id)
            return False
        known = self._devices.endpoint(device.id)
        profile = self._dancers.profile(device.user_id)
        if profile is None or profile.wants_pushes:
            subscription = self._endpoints.subscribe(arn)
            self._devices.keep_endpoint(device.id, Endpoint(arn=arn, subscription_arn=subscription))
            return True
        if known and known.subscription_arn:
            self._endpoints.unsubscribe(known.subscription_arn)
        self._devices.keep_endpoint(device.id, Endpoint(arn=arn))
        return True

    def _close(self, device_id: str) -> None:
        endpoint = self._devices.endpoint(device_id)
        if endpoint is None:
            return
        # SNS does not do it by itself when an endpoint is deleted.
        if endpoint.subscription_arn:
            self._endpoints.unsubscribe(endpoint.subscription_arn)
        self._endpoints.close(endpoint.arn)
        self._devices.forget_endpoint(device_id)
