"""Whether the dancer is alone: somebody else is looked for where something else moves.

Looking costs a second tracker, so it is done only where the picture changes beside the dancer as it
does where they are, a few times a clip at most. Somebody who stands as still as the room is part of
the room.
"""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import numpy as np

from pose.clip.frame import RgbImage
from pose.clip.thumbnail import Thumbnail
from pose.tracker.landmarker import Detection, opened_landmarker
from pose.tracker.outline import Outline

LOOKS: Final = 4
"""At somebody else, in a clip."""
APART_S: Final = 0.7
STIRRING: Final = 0.15
"""How lively the picture must be beside the dancer, against where they are, as a mean."""
STIRRED: Final = 4
"""Pictures in which it must have been."""
LEAST_SIZE: Final = 0.4
"""Torsos of somebody else, in the dancer's: smaller ones are passers-by, and posters."""
CLEAR: Final = 0.6
"""Visibility, as a median, of somebody who is really there."""


class Company:
    """Counts the people in a clip, as far as one or more.

    Parameters
    ----------
    model_path
        Bundle made by build_model.py.
    aspect
        Width of the upright picture over its height.
    """

    def __init__(self, model_path: Path, aspect: float) -> None:
        self.found = False
        self._model_path = model_path
        self._aspect = aspect
        self._open = ExitStack()
        self._detect: Callable[[RgbImage, int], Detection | None] | None = None
        self._before: Thumbnail | None = None
        self._stirred = 0
        self._looks = 0
        self._looked_s = -APART_S

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def see(self, rgb: RgbImage, thumbnail: Thumbnail, time_s: float, outline: Outline) -> None:
        """Take note of a picture in which the dancer is.

        Parameters
        ----------
        rgb, thumbnail
            The picture, and as it is made small: shape (64, 64).
        time_s
            Later than the one before.
        outline
            Where the dancer is in it.
        """
        before, self._before = self._before, thumbnail
        if self.found or self._looks == LOOKS or before is None:
            return
        inside = outline.cells(thumbnail.shape)
        change = np.abs(thumbnail - before)
        here, elsewhere = change[inside].mean(), _mean(change[~inside])
        self._stirred += bool(elsewhere > STIRRING * here)
        if self._stirred >= STIRRED and time_s - self._looked_s >= APART_S:
            self._stirred, self._looked_s = 0, time_s
            self._looks += 1
            other = self._somebody(outline.hidden(rgb), time_s)
            self.found = other is not None and self._counts(other, outline)

    def _somebody(self, rgb: RgbImage, time_s: float) -> Detection | None:
        if self._detect is None:
            self._detect = self._open.enter_context(opened_landmarker(self._model_path))
        return self._detect(rgb, round(time_s * 1000))

    def _counts(self, other: Detection, dancer: Outline) -> bool:
        clear = float(np.median(other.visibility)) > CLEAR
        outline = Outline.of(other, self._aspect)
        apart = float(np.hypot(*(outline.middle - dancer.middle))) > dancer.torso / 2
        return clear and apart and outline.torso > LEAST_SIZE * dancer.torso


def _mean(values: np.ndarray) -> float:
    return float(values.mean()) if values.size else 0.0
