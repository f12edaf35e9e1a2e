"""Elements of an SVG picture, as text."""

from collections.abc import Iterable
from html import escape
from typing import Final, Literal

Anchor = Literal["start", "middle", "end"]

_LETTER: Final = 0.56
"""Mean width of a letter in a screen's own type, in its size."""


def tag(name: str, /, *inside: str, **attributes: float | str) -> str:
    """Return an element around ready-made markup.

    A trailing underscore is dropped from an attribute's name, others become hyphens; numbers are
    given to a tenth of a unit.

    Examples
    --------
    >>> tag("circle", r=2.25, class_="joint", stroke_width=1)
    '<circle r="2.2" class="joint" stroke-width="1"/>'
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
    )
    content = "".join(inside)
    return f"<{name}{given}>{content}</{name}>" if content else f"<{name}{given}/>"


def text(  # noqa: PLR0913 - where, what, how large, in which manner
    words: str,
    x: float,
    y: float,
    *,
    size: float = 14,
    manner: str = "ink",
    anchor: Anchor = "start",
) -> str:
    """Return a line of text; `y` is its base line, `manner` a class of the style."""
    return tag("text", escape(words), x=x, y=y, font_size=size, class_=manner, text_anchor=anchor)


def text_width(words: str, size: float) -> float:
    """Return about how wide a line of text is: a document does not know its reader's type."""
    return _LETTER * size * len(words)


def path(points: Iterable[tuple[float, float]], **attributes: float | str) -> str:
    """Return a line through points; nothing for less than two."""
    steps = [f"{_value(x)} {_value(y)}" for x, y in points]
    return tag("path", d="M" + "L".join(steps), **attributes) if len(steps) > 1 else ""


def moved(x: float, y: float, *inside: str) -> str:
    """Return elements moved to a place."""
    return tag("g", *inside, transform=f"translate({_value(x)} {_value(y)})")


def _value(value: float | str) -> str:
    return escape(value) if isinstance(value, str) else f"{round(float(value), 1):g}"
