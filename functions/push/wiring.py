"""What pushing is made of, built when the first event comes."""

from __future__ import annotations

from functools import cache

from idance.domain.device import Platform
from idance.environment import EnvironmentSettings
from idance.service.push import PushService
from idance.store.dancers import DancerStore
from idance.store.devices import DeviceStore
from idance.store.notifications import NotificationStore
from idance.store.push_endpoints import PushEndpoints
from idance.store.push_log import PushLog


class Settings(EnvironmentSettings):
    """The environment of all functions; an application's ARN is empty where a stage has none."""

    core_table: str
    social_table: str
    push_topic_arn: str
    ios_application_arn: str
    android_application_arn: str


@cache
def notifications() -> NotificationStore:
    """Return what dancers are told."""
    return NotificationStore(Settings.read().social_table)


@cache
def endpoints() -> PushEndpoints:
    """Return phones as SNS knows them."""
    settings = Settings.read()
    applications = {
        Platform.IOS: settings.ios_application_arn,
        Platform.ANDROID: settings.android_application_arn,
    }
    return PushEndpoints(applications, settings.push_topic_arn)


@cache
def push() -> PushService:
    """Return the one push service of this process."""
    settings = Settings.read()
    return PushService(
        devices=DeviceStore(settings.social_table),
        dancers=DancerStore(settings.core_table),
        notifications=notifications(),
        endpoints=endpoints(),
        log=PushLog(settings.social_table),
    )
