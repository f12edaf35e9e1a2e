"""How often somebody has asked, counted in Redis.

=============================== ===============================================================
key                             holds
=============================== ===============================================================
``rate:<who>:<window>``         requests of somebody in a fixed window; gone two windows later
=============================== ===============================================================

All counts of a request are one round trip.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from idance.domain.errors import UnavailableError
from idance.domain.rate import Rate
from idance.store.redis_link import Command, RedisLink

_PATIENCE_S: Final = 0.2
"""A request does not wait for leave to be made."""
_PAUSE_S: Final = 5.0
"""How long Redis is not asked again after it did not answer."""


class RateStore:
    """Counts requests."""

    def __init__(self, url: str) -> None:
        self._redis = RedisLink(url, patience_s=_PATIENCE_S, rest_s=_PAUSE_S)

    def check(self, rates: Mapping[str, Rate], *, now: datetime) -> None:
        """Count a request for everybody it counts for, and refuse one that is too many.

        Raises
        ------
        TooManyError
            ``TOO_MANY_REQUESTS``.
        UnavailableError
            ``RATES_UNKNOWN`` while Redis is away; it is asked again only now and then.
        """
        for rate, (before, current) in zip(rates.values(), self._counts(rates, now), strict=True):
            rate.check(before, current, now=now)

    def _counts(self, rates: Mapping[str, Rate], now: datetime) -> list[tuple[int, int]]:
        commands: list[Command] = []
        for who, rate in rates.items():
            window = rate.window(now)
            commands += [
                ("GET", f"rate:{who}:{window - 1}"),
                ("INCR", f"rate:{who}:{window}"),
                ("EXPIRE", f"rate:{who}:{window}", 2 * rate.seconds),
            ]
        try:
            told = self._redis.ask(*commands)
        except UnavailableError as error:
            raise UnavailableError(
                "RATES_UNKNOWN", "Nobody counts at the moment."
            ) from error.__cause__
        return [(int(told[at] or 0), told[at + 1]) for at in range(0, len(told), 3)]
