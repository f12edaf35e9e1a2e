"""Colours that everybody tells apart."""

from itertools import combinations
from typing import Final

import numpy as np
import pytest

from pose.metrics import DEFAULT_CRITERIA
from pose.pictures.palette import LEFT, RIGHT, Rgb, hues

# Viénot, Brettel and Mollon 1999, Digital video colourmaps for checking the legibility of displays
# by dichromats: linear RGB as those see it who lack one kind of cone.
SEEN_BY: Final = {
    "everybody": np.eye(3),
    "protanopes": np.array([[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]]),
    "deuteranopes": np.array(
        [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]]
    ),
}
TO_XYZ: Final = np.array(
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
)
LEAST: Final = 24.0
"""CIE76 difference; 2.3 is just noticeable side by side."""


def as_seen(colour: Rgb, by: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the colour in CIELAB."""
    share = np.array(colour) / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    white = TO_XYZ.sum(axis=1)
    x, y, z = np.cbrt(np.maximum(TO_XYZ @ np.clip(SEEN_BY[by] @ linear, 0, 1) / white, 0.008856))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("challenge_type", DEFAULT_CRITERIA)
@pytest.mark.parametrize("eyes", SEEN_BY)
@pytest.mark.parametrize("ground", ["dark", "light"])
def test_the_metrics_of_a_challenge_are_told_apart(
    challenge_type: str, eyes: str, ground: str
) -> None:
    colours = [getattr(hue, ground) for hue in hues(DEFAULT_CRITERIA[challenge_type]).values()]

    for one, other in combinations(colours, 2):
        assert np.linalg.norm(as_seen(one, eyes) - as_seen(other, eyes)) > LEAST


@pytest.mark.parametrize("eyes", SEEN_BY)
@pytest.mark.parametrize("ground", ["dark", "light"])
def test_left_and_right_are_told_apart(eyes: str, ground: str) -> None:
    left, right = (as_seen(getattr(hue, ground), eyes) for hue in (LEFT, RIGHT))

    assert np.linalg.norm(left - right) > 2 * LEAST
