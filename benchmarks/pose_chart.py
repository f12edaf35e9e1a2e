"""The plot of `benchmarks.pose`: two bars a clip, as SVG."""

from typing import Any, Final

_LEFT: Final = 170
_WIDTH: Final = 640
_LINE: Final = 46


def chart(rows: list[dict[str, Any]]) -> str:
    """Return the picture of the processor seconds that a second of each clip costs."""
    costs = [[row[way]["cpu_s"] / row[way]["seconds"] for way in ("naive", "ours")] for row in rows]
    longest = max(max(pair) for pair in costs)
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_LEFT + _WIDTH + 90}"'
            f' height="{60 + _LINE * len(rows)}" font-family="sans-serif" font-size="13">'
        ),
        '<rect width="100%" height="100%" fill="white"/>',
        (
            '<text x="12" y="24" font-size="15">Processor seconds per second of video:'
            " naive loop (grey), ours (red)</text>"
        ),
    ]
    for index, (row, pair) in enumerate(zip(rows, costs, strict=True)):
        top = 44 + _LINE * index
        parts.append(f'<text x="12" y="{top + 22}">{row["clip"]}</text>')
        for offset, cost, colour in zip((0, 17), pair, ("#999999", "#c0392b"), strict=True):
            width = _WIDTH * cost / longest
            label = f"{cost:.3f}" + (f" (÷ {row['ratio']:.1f})" if offset else "")
            parts.append(
                f'<rect x="{_LEFT}" y="{top + offset}" width="{width:.0f}" height="14"'
                f' fill="{colour}"/>'
                f'<text x="{_LEFT + width + 6:.0f}" y="{top + offset + 12}">{label}</text>'
            )
    return "\n".join([*parts, "</svg>", ""])
