"""The plot of `benchmarks.pose`: what a second of each clip costs and where it goes, as SVG."""

from typing import Any, Final

_LEFT: Final = 170
_WIDTH: Final = 560
_LINE: Final = 58
_TOP: Final = 84
_NAIVE: Final = "#b8bcc4"
_PARTS: Final = {
    "networks": "#2b6cb0",
    "decode": "#63b3ed",
    "traits": "#f6ad55",
    "load": "#a0aec0",
}
_INK: Final = 'fill="#1a202c"'
_PALE: Final = 'fill="#718096" font-size="11"'


def chart(rows: list[dict[str, Any]]) -> str:
    """Return two bars a clip: the naive loop's, and ours by what it is spent on."""
    longest = max(row[way]["cpu_s"] / row[way]["seconds"] for row in rows for way in _ways())
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_LEFT + _WIDTH + 190}"'
            f' height="{_TOP + _LINE * len(rows) + 12}" font-family="sans-serif" font-size="13">'
        ),
        '<rect width="100%" height="100%" fill="white"/>',
        f'<text x="12" y="26" font-size="16" {_INK}>Processor seconds per second of video</text>',
        *_legend(),
    ]
    for index, row in enumerate(rows):
        parts += _bars(row, _TOP + _LINE * index, _WIDTH / longest)
    return "\n".join([*parts, "</svg>", ""])


def _ways() -> tuple[str, str]:
    return "naive", "ours"


def _legend() -> list[str]:
    colours = {"every frame, full size": _NAIVE} | {f"ours: {k}": v for k, v in _PARTS.items()}
    parts, left = [], 12
    for name, colour in colours.items():
        parts.append(f'<rect x="{left}" y="44" width="12" height="12" fill="{colour}"/>')
        parts.append(f'<text x="{left + 17}" y="54" {_INK}>{name}</text>')
        left += 40 + 7 * len(name)
    return parts


def _bars(row: dict[str, Any], top: int, scale: float) -> list[str]:
    naive, ours = (row[way]["cpu_s"] / row[way]["seconds"] for way in _ways())
    points = "not scored" if row["points"] is None else f"score {row['points']:+.2f}"
    parts = [
        f'<text x="12" y="{top + 17}" {_INK}>{row["clip"]}</text>',
        f'<text x="12" y="{top + 33}" {_PALE}>error {row["error"]:.2f} %, {points}</text>',
        _bar(_LEFT, top, naive * scale, _NAIVE),
        f'<text x="{_LEFT + naive * scale + 6:.0f}" y="{top + 14}" {_INK}>{naive:.3f}</text>',
    ]
    left = float(_LEFT)
    for name, colour in _PARTS.items():
        width = row["ours"]["where"][name] / row["ours"]["seconds"] * scale
        parts.append(_bar(left, top + 20, width, colour))
        left += width
    label = f"{ours:.3f}, {row['ratio']:.1f} times less"
    parts.append(f'<text x="{left + 6:.0f}" y="{top + 34}" {_INK}>{label}</text>')
    return parts


def _bar(left: float, top: int, width: float, colour: str) -> str:
    return (
        f'<rect x="{left:.1f}" y="{top}" width="{max(0.0, width):.1f}" height="18"'
        f' fill="{colour}"/>'
    )
