"""Which of the sampled pictures the networks look at: sampling that follows the motion.

The networks cost ten times what everything else costs, and most pictures of a slow body can be told
from those around them. So a picture is passed over where the body hardly moves from the picture
last looked at, past this one, to the next: its landmarks are then drawn between theirs. While
nobody is there, looking again at the same picture would find nobody again.
"""

from collections.abc import Callable
from typing import Final

import numpy as np

from pose.clip.frame import Frame
from pose.clip.thumbnail import Thumbnail
from pose.tracker.filling import filled
from pose.tracker.landmarker import Detection
from pose.tracker.stirring import Watched

STILL: Final = 0.03
"""Torsos that a body may move, as a mean over it, across a picture that is passed over."""
LONGEST_S: Final = 0.21
"""After the last look no picture later than this is passed over, nor two in a row."""
SEARCHED: Final = 8
"""Looks in a row that find nobody, after which there are five a second."""
SEARCH_S: Final = 0.19
UNCHANGED: Final = 1.0
"""Levels of brightness, as a mean over the picture, by which an empty one must have changed."""


class Attention:
    """Shows a clip's sampled pictures, or rather the fewest that will do, to a tracker.

    Parameters
    ----------
    look
        Finds the dancer in a picture, given its thumbnail too; shown pictures in order of time.
    aspect
        Width of the upright picture over its height.
    """

    def __init__(self, look: Callable[[Frame, Thumbnail], Detection | None], aspect: float) -> None:
        self._look = look
        self._aspect = aspect
        self._times: list[float] = []
        self._found: dict[float, Detection | None] = {}
        self._held: tuple[Frame, Thumbnail] | None = None
        self._last: Thumbnail | None = None
        self._looked_s = 0.0
        self._watched: Watched | None = None
        self._misses = 0

    def see(self, frame: Frame, thumbnail: Thumbnail) -> None:
        """Take the next picture, with its thumbnail, shape (64, 64)."""
        self._times.append(frame.time_s)
        if self._held and self._watched and self._watched.moved(thumbnail) > STILL:
            # Too much for what lies between to be drawn: the one before is needed after all.
            self._watch(*self._held)
        if self._due(thumbnail, frame.time_s - self._looked_s):
            self._watch(frame, thumbnail)
        else:
            self._held = (frame, thumbnail)

    def finish(self) -> tuple[list[float], list[Detection | None]]:
        """Return the time of every picture that was seen, and the dancer in each."""
        if self._held:
            self._watch(*self._held)
        return self._times, filled(self._times, self._found)

    @property
    def looks(self) -> int:
        """How many pictures were shown to the tracker."""
        return len(self._found)

    def _due(self, thumbnail: Thumbnail, waited_s: float) -> bool:
        """Tell whether a picture must be looked at, whatever comes after it."""
        if self._watched:
            return (
                self._held is not None
                or waited_s > LONGEST_S
                or self._watched.moved(thumbnail) > STILL
            )
        if self._last is None:
            return True
        changed = float(np.abs(thumbnail - self._last).mean()) > UNCHANGED
        return changed and (waited_s > SEARCH_S or self._misses < SEARCHED)

    def _watch(self, frame: Frame, thumbnail: Thumbnail) -> None:
        body = self._look(frame, thumbnail)
        self._found[frame.time_s] = body
        self._held = None
        self._last, self._looked_s = thumbnail, frame.time_s
        self._misses = 0 if body else self._misses + 1
        self._watched = Watched.of(thumbnail, body, self._aspect) if body else None
