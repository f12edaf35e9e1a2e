"""A push in each platform's own words, as SNS wants them: JSON in JSON."""

from __future__ import annotations

import json
from typing import Any, Final

from idance.domain.push import Push

_DAY_S: Final = 86_400
"""Seconds after which a push that did not reach a phone is old news."""


def text_of(push: Push) -> str:
    """Return the message of a publication, with ``MessageStructure`` ``json``."""
    apple = json.dumps(_apple(push))
    return json.dumps(
        {
            "default": push.message,
            "APNS": apple,
            "APNS_SANDBOX": apple,
            "GCM": json.dumps({"fcmV1Message": {"message": _google(push)}}),
        }
    )


def attributes_of(push: Push) -> dict[str, Any]:
    """Return what SNS tells Apple beside the message."""
    told = {
        "PUSH_TYPE": ("String", "alert"),
        "PRIORITY": ("String", "5" if push.is_quiet else "10"),
        "TTL": ("String", str(_DAY_S)),
    }
    named = {"PUSH_TYPE": ("APNS",), "PRIORITY": ("APNS",), "TTL": ("APNS", "APNS_SANDBOX")}
    return {
        f"AWS.SNS.MOBILE.{platform}.{name}": {"DataType": kind, "StringValue": value}
        for name, (kind, value) in told.items()
        for platform in named[name]
    }


def _apple(push: Push) -> dict[str, Any]:
    sound = {"interruption-level": "passive"} if push.is_quiet else {"sound": "default"}
    return {
        "aps": {"alert": {"body": push.message}, **sound},
        "kind": push.kind,
        "about": push.about,
    }


def _google(push: Push) -> dict[str, Any]:
    return {
        "notification": {"body": push.message},
        "data": {"kind": push.kind, "about": push.about},
        "android": {"priority": "NORMAL" if push.is_quiet else "HIGH", "ttl": f"{_DAY_S}s"},
    }
