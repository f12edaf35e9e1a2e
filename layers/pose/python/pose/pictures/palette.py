"""Colours of the pictures: told apart by everybody, on light and on dark.

The hues are those of Okabe and Ito 2008, Color universal design, moved apart until five metrics
stay distinct to those who lack one kind of cone as well.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Hue:
    """One colour, as it is drawn on a dark and on a light background."""

    dark: Rgb
    light: Rgb

    @property
    def on_dark(self) -> str:
        """For a dark background, as in CSS."""
        return _css(self.dark)

    @property
    def on_light(self) -> str:
        """For a light background, as in CSS."""
        return _css(self.light)


LEFT: Final = Hue((255, 170, 80), (200, 95, 0))
RIGHT: Final = Hue((90, 200, 250), (0, 114, 178))
MIDDLE: Final = Hue((240, 240, 235), (70, 70, 75))

BACKGROUND: Final[Rgb] = (19, 19, 23)
RAISED: Final[Rgb] = (38, 38, 45)
FAINT: Final[Rgb] = (150, 150, 160)
BRIGHT: Final[Rgb] = (242, 242, 238)

_OF_METRICS: Final[Mapping[str, Hue]] = {
    "balance": Hue((39, 162, 255), (0, 95, 185)),
    "rhythm": Hue((209, 134, 0), (200, 115, 0)),
    "smoothness": Hue((60, 215, 160), (0, 150, 110)),
    "creativity": Hue((226, 120, 190), (150, 46, 119)),
}
_OF_OTHERS: Final = (
    Hue((245, 232, 90), (120, 30, 20)),
    Hue((255, 150, 120), (95, 80, 190)),
    Hue((170, 160, 255), (90, 90, 96)),
)


def hues(metrics: Iterable[str]) -> dict[str, Hue]:
    """Return a colour for each metric by name: well-known ones always have the same."""
    names = list(metrics)
    others = [name for name in names if name not in _OF_METRICS]
    spare = {name: _OF_OTHERS[index % len(_OF_OTHERS)] for index, name in enumerate(others)}
    return {name: _OF_METRICS.get(name) or spare[name] for name in names}


def _css(colour: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
