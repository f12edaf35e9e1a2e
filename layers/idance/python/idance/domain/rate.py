"""How often somebody may ask: a window that slides, estimated from two that do not.

Counted is by fixed windows. Of the window before, as much is taken to lie in the last ``seconds``
as its share of that time: asked at an even pace, the estimate is exact.
"""

from __future__ import annotations

from datetime import datetime
from math import ceil
from typing import Final

from idance.domain.errors import TooManyError
from idance.domain.model import Model

MESSAGE: Final = "That was a lot at once. Please wait a moment, then go on."


class Rate(Model):
    """At most ``limit`` requests in ``seconds``."""

    limit: int
    seconds: int = 60

    def window(self, now: datetime) -> int:
        """Return the number of the fixed window that a moment lies in."""
        return int(now.timestamp()) // self.seconds

    def check(self, before: int, current: int, *, now: datetime) -> None:
        """Refuse a request that is one too many.

        Parameters
        ----------
        before, current : int
            Requests in the fixed window before, and in this one with the request itself.
        now : datetime
            When it came.

        Raises
        ------
        TooManyError
            ``TOO_MANY_REQUESTS``, with the seconds until the estimate leaves room for one.
        """
        passed = now.timestamp() % self.seconds
        # Times `seconds`, so that whole numbers stay whole.
        if before * (self.seconds - passed) + current * self.seconds > self.limit * self.seconds:
            raise TooManyError(MESSAGE, retry_after_s=self._wait(before, current, passed))

    def _wait(self, before: int, current: int, passed: float) -> int:
        room = self.limit - current - 1
        if before and room >= 0:
            return max(1, ceil(self.seconds * (1 - room / before) - passed))
        return max(1, ceil(self.seconds - passed))
