"""The plot of `benchmarks.api`: ours against the peer, and each function's import, as SVG."""

from __future__ import annotations

from typing import Any, Final

from benchmarks.api_functions import PARTS, REST

_LEFT: Final = 250
_WIDTH: Final = 520
_LINE: Final = 24
_INK: Final = 'fill="#1a202c"'
_PALE: Final = 'fill="#718096" font-size="11"'
_PEER: Final = "#b8bcc4"
_COLOURS: Final = dict(
    zip(
        (*PARTS, REST),
        (
            "#2b6cb0",
            "#63b3ed",
            "#38a169",
            "#d69e2e",
            "#805ad5",
            "#e53e3e",
            "#ed64a6",
            "#718096",
            "#cbd5e0",
        ),
        strict=True,
    )
)


def chart(report: dict[str, Any], *, most: float) -> str:
    """Return ours as a share of the peer's cost by what is asked, and imports by library."""
    asked = [_asked(report, name, row) for row, name in enumerate(report["ratio"])]
    top = 64 + _LINE * len(asked)
    imports = _imports(report["functions"], top + 82)
    height = top + 96 + _LINE * len(report["functions"])
    mark = _LEFT + _WIDTH * most
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_LEFT + _WIDTH + 130}"'
            f' height="{height}" font-family="sans-serif" font-size="13">'
        ),
        '<rect width="100%" height="100%" fill="white"/>',
        _title(26, "Processor time, as a share of FastAPI + Mangum + boto3 (grey)"),
        *(line for one in asked for line in one),
        f'<path d="M{mark} 44 V{top - 6}" stroke="#e53e3e" stroke-dasharray="4 3"/>',
        f'<text x="{mark + 4}" y="42" {_PALE}>the bar: {most}</text>',
        _title(top + 30, "Importing a function, processor ms by library"),
        *_legend(top + 44),
        *imports,
        "</svg>",
        "",
    ]
    return "\n".join(parts)


def _asked(report: dict[str, Any], name: str, row: int) -> list[str]:
    top, ratio = 50 + _LINE * row, report["ratio"][name]
    ours, peer = (report["cpu_ms"][who][name] for who in ("ours", "peer"))
    return [
        f'<text x="12" y="{top + 13}" {_INK}>{name}</text>',
        _bar(_LEFT, top, _WIDTH, _PEER),
        _bar(_LEFT, top, _WIDTH * ratio, _COLOURS["our own"]),
        (
            f'<text x="{_LEFT + _WIDTH + 8}" y="{top + 13}" {_PALE}>{ratio:.2f}: {ours:.1f} of '
            f"{peer:.1f} ms</text>"
        ),
    ]


def _imports(rows: list[dict[str, Any]], top: float) -> list[str]:
    scale = _WIDTH / max(row["cpu_ms"] for row in rows)
    lines = []
    for row in rows:
        name = row["module"].removeprefix("functions.").replace("benchmarks.api_peer", "the peer")
        lines.append(f'<text x="12" y="{top + 13}" {_INK}>{name}</text>')
        left = float(_LEFT)
        for part, share in row["parts"].items():
            width = row["cpu_ms"] * share * scale
            lines.append(_bar(left, top, width, _COLOURS[part]))
            left += width
        lines.append(f'<text x="{left + 8:.0f}" y="{top + 13}" {_PALE}>{row["cpu_ms"]:.0f}</text>')
        top += _LINE
    return lines


def _legend(top: float) -> list[str]:
    parts, left = [], 12
    for name, colour in _COLOURS.items():
        parts.append(f'<rect x="{left}" y="{top}" width="12" height="12" fill="{colour}"/>')
        parts.append(f'<text x="{left + 16}" y="{top + 10}" {_PALE}>{name}</text>')
        left += 38 + 6 * len(name)
    return parts


def _title(top: float, text: str) -> str:
    return f'<text x="12" y="{top}" font-size="16" {_INK}>{text}</text>'


def _bar(left: float, top: float, width: float, colour: str) -> str:
    return f'<rect x="{left:.1f}" y="{top}" width="{width:.1f}" height="17" fill="{colour}"/>'
