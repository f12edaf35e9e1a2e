"""One dancer followed, whoever else is in the picture.

The tracker follows one body, but may change to another where two meet or where it loses the first.
No torso jumps as far as that between two pictures; so the picture is then shown once more, with
nothing but the place where the dancer must be.
"""

from collections.abc import Callable
from typing import Final

import numpy as np

from pose.clip.frame import RgbImage
from pose.tracker.landmarker import Detection
from pose.tracker.outline import Outline

FASTEST: Final = 7.5
"""Torsos a second that a body's middle may travel: half a torso between two of 15 pictures. About
3.7 m/s; a hop reaches 5.2, but not sideways out of the place that is then looked at again."""
SHORTEST_S: Final = 1 / 15
LONGEST_S: Final = 0.2
FORGOTTEN_S: Final = 1.0
"""After so long without the dancer anybody may be them."""
TRIES: Final = 6
"""In a clip: what jumps more often is cut, or shaken, and followed as it comes."""


class Follower:
    """Shows pictures to a tracker and keeps it on one dancer.

    Parameters
    ----------
    detect
        The tracker: takes a picture and a time in milliseconds later than any before.
    aspect
        Width of the upright picture over its height.

    Attributes
    ----------
    others
        Whether somebody else is known to be there: the dancer's surroundings are hidden then.
    outline
        Where the dancer was last seen.
    """

    def __init__(self, detect: Callable[[RgbImage, int], Detection | None], aspect: float) -> None:
        self.others = False
        self.outline: Outline | None = None
        self._detect = detect
        self._aspect = aspect
        self._last_s = 0.0
        self._clock = -1
        self._tries = 0

    def look(self, rgb: RgbImage, time_s: float) -> Detection | None:
        """Return the dancer in a picture, or None where they are not seen."""
        last = self.outline if time_s - self._last_s <= FORGOTTEN_S else None
        guarded = last is not None and self.others
        body = self._shown(last.alone(rgb) if last and guarded else rgb, time_s)
        outline = Outline.of(body, self._aspect) if body else None
        if outline and last and self._strays(outline, last, time_s):
            body = self._again(rgb, last, time_s)
            outline = Outline.of(body, self._aspect) if body else None
        if outline:
            self.outline, self._last_s = outline, time_s
        elif guarded:
            self.outline = None
        return body

    def _again(self, rgb: RgbImage, last: Outline, time_s: float) -> Detection | None:
        """Look where the dancer must be; if they are not there, at the whole picture once more."""
        self._tries += 1
        alone = last.alone(rgb)
        # The tracker first finds that whom it followed is gone, and only then searches.
        for _ in range(2):
            body = self._shown(alone, time_s)
            if body and not self._strays(Outline.of(body, self._aspect), last, time_s):
                self.others = True
                return body
        return self._shown(rgb, time_s)

    def _strays(self, outline: Outline, last: Outline, time_s: float) -> bool:
        """Tell whether a body is too far from where the dancer was to be them."""
        if self._tries >= TRIES:
            return False
        waited_s = float(np.clip(time_s - self._last_s, SHORTEST_S, LONGEST_S))
        way = np.hypot(*(outline.middle - last.middle))
        return float(way) > FASTEST * waited_s * last.torso

    def _shown(self, rgb: RgbImage, time_s: float) -> Detection | None:
        self._clock = max(self._clock + 1, round(time_s * 1000))
        return self._detect(rgb, self._clock)
