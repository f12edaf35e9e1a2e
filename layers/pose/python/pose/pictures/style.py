"""Colours and type of the report: light, and dark where the reader's screen is."""

from collections.abc import Mapping
from typing import Final

from pose.pictures.palette import LEFT, MIDDLE, RIGHT, Hue

FONT: Final = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', Arial, sans-serif"

_COMMON: Final = (
    f"text{{font-family:{FONT}}}.arc{{fill:none}}"
    ".line{fill:none;stroke-linecap:round;stroke-linejoin:round}"
)
_LIGHT: Final[Mapping[str, str]] = {
    "page": "#fbfbf9",
    "card": "#ffffff",
    "edge": "#e3e3de",
    "ink": "#1d1d21",
    "soft": "#63636b",
    "track": "#ecece8",
}
_DARK: Final[Mapping[str, str]] = {
    "page": "#131317",
    "card": "#1c1c21",
    "edge": "#303038",
    "ink": "#f2f2ee",
    "soft": "#a3a3ad",
    "track": "#2c2c33",
}


def style_sheet(hues: Mapping[str, Hue]) -> str:
    """Return the style of a report whose metrics have these colours.

    Classes: `page`, `card`, `ink`, `soft`, `track`, `ring`, `rule`, `tick`, `total`; `fill-NAME`
    and `line-NAME` for every metric and for `left`, `right` and `middle`.
    """
    named = {**hues, "left": LEFT, "right": RIGHT, "middle": MIDDLE}
    light = _rules(_LIGHT, {name: hue.on_light for name, hue in named.items()})
    dark = _rules(_DARK, {name: hue.on_dark for name, hue in named.items()})
    return f"{_COMMON}{light}@media(prefers-color-scheme:dark){{{dark}}}"


def _rules(base: Mapping[str, str], colours: Mapping[str, str]) -> str:
    rules = [
        f".page{{fill:{base['page']}}}",
        f".card{{fill:{base['card']};stroke:{base['edge']}}}",
        f".ink{{fill:{base['ink']}}}",
        f".soft{{fill:{base['soft']}}}",
        f".track{{fill:{base['track']}}}",
        f".ring{{stroke:{base['track']}}}",
        f".rule{{stroke:{base['edge']}}}",
        f".tick{{stroke:{base['soft']}}}",
        f".total{{stroke:{base['ink']}}}",
    ]
    for name, colour in colours.items():
        rules += [f".fill-{name}{{fill:{colour}}}", f".line-{name}{{stroke:{colour}}}"]
    return "".join(rules)
