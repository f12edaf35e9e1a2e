"""Landmarks of the pictures that were passed over, drawn between those that were looked at."""

from collections.abc import Mapping, Sequence

import numpy as np

from pose.motion import FloatArray
from pose.tracker.landmarker import Detection


def filled(
    times: Sequence[float], found: Mapping[float, Detection | None]
) -> list[Detection | None]:
    """Return the dancer at every time.

    Parameters
    ----------
    times
        s, increasing.
    found
        What was seen at some of them, the first and the last included; None where nobody was.

    Returns
    -------
    list
        What was seen, and between two sightings a cubic (Catmull and Rom 1974, for uneven times).
        Nobody next to where nobody was seen.
    """
    known = [time for time in times if time in found]
    places = [_numbers(found[time]) for time in known]
    after = np.searchsorted(known, times)
    return [
        found[time] if time in found else _between(time, known, places, int(index))
        for time, index in zip(times, after, strict=True)
    ]


def _between(
    time: float, known: list[float], places: list[FloatArray | None], after: int
) -> Detection | None:
    """Draw a cubic from the sighting before a time to the one after it."""
    start, stop = places[after - 1], places[after]
    if start is None or stop is None:
        return None
    span = known[after] - known[after - 1]
    straight = (stop - start) / span

    def slope(index: int) -> FloatArray:
        """Return the speed at a sighting, from its neighbours on both sides."""
        if not 0 < index < len(known) - 1:
            return straight
        one, other = places[index - 1], places[index + 1]
        if one is None or other is None:
            return straight
        return np.asarray((other - one) / (known[index + 1] - known[index - 1]))

    t = (time - known[after - 1]) / span
    drawn = (
        (2 * t**3 - 3 * t**2 + 1) * start
        + (3 * t**2 - 2 * t**3) * stop
        + span * ((t**3 - 2 * t**2 + t) * slope(after - 1) + (t**3 - t**2) * slope(after))
    )
    return Detection(
        image=drawn[:, :3], world=drawn[:, 3:6], visibility=np.clip(drawn[:, 6], 0.0, 1.0)
    )


def _numbers(body: Detection | None) -> FloatArray | None:
    """Return a body as one array, shape (33, 7)."""
    if body is None:
        return None
    return np.concatenate([body.image, body.world, body.visibility[:, None]], axis=1)
