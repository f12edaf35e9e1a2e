"""Which of a camera's pictures stand for the even slots of time that are looked at."""

from typing import Final

_LEAD: Final = 0.22
"""How early a picture may stand for its slot, in slots: keeps the spacing even at 24 to 60 fps and
where containers round times to milliseconds."""


class Slots:
    """Takes the first picture of each slot; a camera slower than that loses none.

    Parameters
    ----------
    rate_hz
        Slots per second.
    """

    def __init__(self, rate_hz: float) -> None:
        self._rate_hz = rate_hz
        self._next = 0

    def take(self, time_s: float) -> bool:
        """Tell whether a picture is the first of its slot; ask in order of time, once each.

        Parameters
        ----------
        time_s
            After the first picture, in seconds.
        """
        slot = int(time_s * self._rate_hz + _LEAD)
        taken = slot >= self._next
        if taken:
            self._next = slot + 1
        return taken
