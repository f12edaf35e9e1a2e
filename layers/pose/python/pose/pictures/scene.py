"""All that is drawn of a clip, at the size it is drawn in."""

from typing import Final

import numpy as np

from pose.pictures.curves import ScoreCurves
from pose.pictures.figure import Figure
from pose.pictures.labels import Labels
from pose.pictures.notice import Notice
from pose.pictures.panel import Panel
from pose.pictures.strokes import Image
from pose.sequence import PoseSequence

SHORT_SIDE: Final = 540
"""Pixels of the picture's shorter side, at most."""


class Scene:
    """The drawing of a clip: its picture with the skeleton and labels on it, the panel below.

    Parameters
    ----------
    sequence
        Landmarks of the clip, and its size.
    curves
        Its score over time.
    """

    def __init__(self, sequence: PoseSequence, curves: ScoreCurves) -> None:
        scale = min(1.0, SHORT_SIDE / min(sequence.width, sequence.height))
        # Encoders want even sides.
        width, height = (2 * round(side * scale / 2) for side in (sequence.width, sequence.height))
        self.picture_size = width, height
        self._figure = Figure(sequence, width, height)
        self._labels = Labels(curves, width, height)
        self._panel = (
            Panel(curves, width) if curves.unscored is None else Notice(curves.unscored, width)
        )
        self.size = width, height + self._panel.height

    def drawn(self, picture: Image, time_s: float) -> Image:
        """Return an upright picture of `picture_size` with everything drawn; changes it."""
        self._figure.draw(picture, time_s)
        self._labels.draw(picture, time_s)
        return np.concatenate([picture, self._panel.at(time_s)])
