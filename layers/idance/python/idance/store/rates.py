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
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

from redis import Redis
from redis.exceptions import RedisError

from idance.domain.errors import UnavailableError
from idance.domain.rate import Rate

_PATIENCE: Final = 0.2
"""Seconds: a request does not wait for leave to be made."""
_PAUSE: Final = timedelta(seconds=5)
"""How long Redis is not asked again after it did not answer."""


class RateStore:
    """Counts requests."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._asks_again_at: datetime | None = None

    def check(self, rates: Mapping[str, Rate], *, now: datetime) -> None:
        """Count a request for everybody it counts for, and refuse one that is too many.

        Raises
        ------
        TooManyError
            ``TOO_MANY_REQUESTS``.
        UnavailableError
            ``RATES_UNKNOWN`` while Redis is away; it is asked again only now and then.
        """
        if self._asks_again_at and now < self._asks_again_at:
            raise UnavailableError("RATES_UNKNOWN", "Nobody counts at the moment.")
        try:
            counts = self._counted(rates, now)
        except RedisError as error:
            self._asks_again_at = now + _PAUSE
            raise UnavailableError("RATES_UNKNOWN", "Nobody counts at the moment.") from error
        for rate, (before, current) in zip(rates.values(), counts, strict=True):
            rate.check(before, current, now=now)

    def _counted(self, rates: Mapping[str, Rate], now: datetime) -> list[tuple[int, int]]:
        with self._redis.pipeline(transaction=False) as pipe:
            for who, rate in rates.items():
                window = rate.window(now)
                pipe.get(f"rate:{who}:{window - 1}")
                pipe.incr(f"rate:{who}:{window}")
                pipe.expire(f"rate:{who}:{window}", 2 * rate.seconds)
            told = pipe.execute()
        return [(int(told[at] or 0), told[at + 1]) for at in range(0, len(told), 3)]

    @cached_property
    def _redis(self) -> Redis:
        return Redis.from_url(
            self._url, socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE, protocol=2
        )
