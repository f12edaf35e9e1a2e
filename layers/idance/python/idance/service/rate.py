"""Nobody asks more often than anybody may."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from idance.domain.errors import UnavailableError
from idance.domain.rate import Rate
from idance.store.rates import RateStore


class RateService:
    """Limits for each caller and for each address.

    Parameters
    ----------
    store : RateStore
        Where requests are counted.
    per_user, per_address : Rate
        How often one caller may ask, and everybody behind one address together.
    reports : Rate
        How often one caller may report others.
    """

    def __init__(
        self, store: RateStore, *, per_user: Rate, per_address: Rate, reports: Rate
    ) -> None:
        self._store = store
        self._reports = reports
        self._per_user = per_user
        self._per_address = per_address

    def check(self, *, user_id: str | None, address: str, now: datetime) -> None:
        """Count a request, and refuse one that is too many.

        Raises
        ------
        TooManyError
            ``TOO_MANY_REQUESTS``.
        UnavailableError
            ``RATES_UNKNOWN`` while nobody counts.
        """
        rates = {f"address:{address}": self._per_address}
        if user_id:
            rates[f"user:{user_id}"] = self._per_user
        self._store.check(rates, now=now)

    def check_report(self, user_id: str, *, now: datetime) -> None:
        """Count a report, and refuse one that is too many; while nobody counts, all pass.

        Raises
        ------
        TooManyError
            ``TOO_MANY_REQUESTS``.
        """
        with suppress(UnavailableError):
            self._store.check({f"reports:{user_id}": self._reports}, now=now)
