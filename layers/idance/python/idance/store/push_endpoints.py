"""Phones as SNS knows them: an endpoint for each, and a topic that all of them hear.

Endpoints are kept as SNS's guide to mobile push demands: made for a token once, looked at again
when the app says that it is there, let in again where the platform had shut them out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from idance.domain.device import Device, Platform
from idance.domain.push import Push
from idance.store.clients import client
from idance.store.outages import outages_named
from idance.store.push_payloads import attributes_of, text_of

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient

_KNOWN: Final = re.compile(r"Endpoint (arn:\S+) already exists")
_GONE: Final = re.compile(r"\(EndpointDisabled\w*\)|\(NotFound\w*\)|No endpoint found")
_REFUSED: Final = re.compile(r"\(InvalidParameter\w*\).*Token")
"""By their words: an invalid parameter can be a fault of ours as well, for which no phone pays."""


class PushEndpoints:
    """Platform applications, by platform, and the topic.

    Parameters
    ----------
    applications : mapping
        Platform → ARN of the platform application; a platform without one is not pushed to.
    topic_arn : str
        What every device hears whose dancer wants to.
    """

    def __init__(self, applications: Mapping[Platform, str], topic_arn: str) -> None:
        self._applications = {name: arn for name, arn in applications.items() if arn}
        self._topic_arn = topic_arn

    @property
    def platforms(self) -> frozenset[Platform]:
        """The platforms that are pushed to."""
        return frozenset(self._applications)

    def open(self, device: Device) -> str | None:
        """Make sure that a device has an endpoint that is let in; return its ARN.

        None is the answer where the platform does not take the token.
        """
        with _refusals(_REFUSED) as refused:
            arn = self._made(device)
            told = self._sns.get_endpoint_attributes(EndpointArn=arn)["Attributes"]
            if told.get("Enabled", "").lower() != "true" or told.get("Token") != device.token:
                self._sns.set_endpoint_attributes(
                    EndpointArn=arn, Attributes={"Token": device.token, "Enabled": "true"}
                )
        return None if refused else arn

    def subscribe(self, arn: str) -> str:
        """Let an endpoint hear what everybody is told; return its subscription, the same again."""
        with outages_named():
            answer = self._sns.subscribe(
                TopicArn=self._topic_arn,
                Protocol="application",
                Endpoint=arn,
                ReturnSubscriptionArn=True,
            )
        return answer["SubscriptionArn"]

    def unsubscribe(self, subscription_arn: str) -> None:
        """Let an endpoint hear nothing any more of what everybody is told."""
        with _refusals(_GONE):
            self._sns.unsubscribe(SubscriptionArn=subscription_arn)

    def close(self, arn: str) -> None:
        """Remove an endpoint, if it is there."""
        with _refusals(_GONE):
            self._sns.delete_endpoint(EndpointArn=arn)

    def send(self, arn: str, push: Push) -> bool:
        """Push to one device; False if the platform says that the app is there no more."""
        with _refusals(_GONE) as gone:
            self._sns.publish(TargetArn=arn, **_publication(push))
        return not gone

    def send_to_all(self, push: Push) -> None:
        """Push to all devices at once."""
        with outages_named():
            self._sns.publish(TopicArn=self._topic_arn, **_publication(push))

    def _made(self, device: Device) -> str:
        application = self._applications[device.platform]
        try:
            return self._sns.create_platform_endpoint(
                PlatformApplicationArn=application, Token=device.token
            )["EndpointArn"]
        except self._sns.exceptions.InvalidParameterException as error:
            # It is there with other attributes (not let in): SNS names it in this sentence alone.
            known = _KNOWN.search(str(error))
            if known is None:
                raise
            return known[1]

    @cached_property
    def _sns(self) -> SNSClient:
        return client("sns", connect_s=1, read_s=3, attempts=3)


@contextmanager
def _refusals(expected: re.Pattern[str]) -> Iterator[list[str]]:
    """Yield a list that afterwards holds what SNS refused with, if that was expected."""
    found: list[str] = []
    with outages_named():
        try:
            yield found
        except Exception as error:
            # (botocore's error; nothing here imports it)
            if not hasattr(error, "response") or not expected.search(str(error)):
                raise
            found.append(str(error))


def _publication(push: Push) -> dict[str, Any]:
    return {
        "Message": text_of(push),
        "MessageStructure": "json",
        "MessageAttributes": attributes_of(push),
    }
