"""Numbers of the evidence, as a sentence needs them."""

from typing import Final

from pose.metrics.result import Evidence

_MINUTE: Final = 60


def number(evidence: Evidence, key: str, default: float = 0.0) -> float:
    """Return a number of the evidence, or a default where it is missing or no number."""
    value = evidence.get(key, default)
    return float(value) if isinstance(value, (int, float)) else default


def first(evidence: Evidence, key: str) -> float | None:
    """Return the first of a list of the evidence, None if there is none."""
    value = evidence.get(key)
    return float(value[0]) if isinstance(value, list) and value else None


def clock(seconds: float) -> str:
    """Return a moment of a clip as minutes and seconds."""
    whole = int(seconds)
    return f"{whole // _MINUTE}:{whole % _MINUTE:02d}"


def bars(evidence: Evidence, key: str) -> str | None:
    """Return the bars of the evidence, first and last, as `bar 3` or `bars 3–4`; None if none."""
    value = evidence.get(key)
    if not isinstance(value, list) or not value:
        return None
    first_bar, last_bar = round(value[0]), round(value[-1])
    return f"bar {first_bar}" if first_bar == last_bar else f"bars {first_bar}–{last_bar}"


def sided(milliseconds: float) -> str:
    """Return how late or early something was."""
    return f"about {abs(milliseconds):.0f} ms {'late' if milliseconds > 0 else 'early'}"
