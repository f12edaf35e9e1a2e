"""The result, told to a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from local.demo.cast import CAST, METRICS
from local.demo.encore import FOLLOWERS
from local.demo.result import DancerResult, DemoResult, EncoreResult

BAR: Final = 24
_PARTS: Final = " ▏▎▍▌▋▊▉█"
_GOOD: Final = 75.0
_FAIR: Final = 50.0
_ON_THE_PHONE: Final = ("session", "upload", "submit", "scoring", "leaderboard")
_WORDS: Final = {one.name: one.words for one in (*CAST, *FOLLOWERS)}


def tell(console: Console, result: DemoResult, *, kept: bool) -> None:
    """Print everything worth knowing, the most important first."""
    console.print()
    console.print(_failure(result) if result.score is None else _score(result))
    if result.leaderboard:
        console.print(_board(result))
    if result.encore:
        console.print(_encore(result.encore))
    console.print(_times(result))
    for surprise in result.surprises:
        console.print(Text.assemble(("Unexpected: ", "red"), surprise))
    console.print(_next_steps(result, kept=kept), highlight=False)


def bar(share: float, *, width: int = BAR) -> str:
    """Return a bar in eighths of a character, as long as a share of 0 to 1 says."""
    full, rest = divmod(round(min(max(share, 0.0), 1.0) * width * 8), 8)
    return ("█" * full + (_PARTS[rest] if rest else "")).ljust(width)


def _failure(result: DancerResult) -> RenderableType:
    said = Text.assemble(
        (f"{result.message}\n\n", "bold"), f"{result.code}  ", (result.clip, "dim")
    )
    return Panel(said, title="No score", border_style="red", padding=(1, 2))


def _score(result: DemoResult) -> RenderableType:
    score, clip = result.score or 0.0, f"{result.frames} frames, {result.seconds:.1f} s"
    head = Text.assemble(
        (f"{score:.2f}", f"bold {_colour(score)}"), " of 100", (f"   {clip}\n", "dim")
    )
    said = [Text(f"• {sentence}") for sentence in result.feedback]
    parts = [head, _metrics(result), Text(), *said]
    if result.badges:
        parts += [Text(), Text(f"★ {'   ★ '.join(result.badges)}", style="yellow")]
    return Panel(Group(*parts), title=_title(result), title_align="left", padding=(1, 2))


def _title(result: DancerResult) -> str:
    words = _WORDS.get(result.name)
    return f"[bold]{result.name}[/bold]" + (f", drawn to be {words}" if words else "")


def _metrics(result: DancerResult) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    for metric in result.metrics:
        table.add_row(
            metric.name,
            Text(bar(metric.score / 100), style=f"{_colour(metric.score)} on grey15"),
            Text(f"{metric.points:5.2f}", style="bold"),
            Text(f"of {metric.weight}", style="dim"),
        )
    return table


def _board(result: DemoResult) -> RenderableType:
    drawn = {one.name: one for one in result.dancers}
    table = Table(
        title=" The board",
        box=box.SIMPLE_HEAD,
        title_justify="left",
        title_style="bold",
        padding=(0, 0, 0, 1),
    )
    table.add_column("", justify="right")
    table.add_column("dancer")
    for header in ("score", *METRICS):
        table.add_column(header, justify="right")
    table.add_column("drawn as")
    for line in result.leaderboard:
        own = line.rank == result.rank
        metrics = drawn[line.name].metrics if line.name in drawn else ()
        table.add_row(
            str(line.rank),
            f"{line.name} ◀" if own else line.name,
            f"{line.score:.2f}",
            *(Text(f"{one.score:.0f}", style=_colour(one.score)) for one in metrics),
            _WORDS.get(line.name, "your clip" if own else ""),
            style="bold" if own else "",
        )
    ranks = " · ".join(f"{period} {rank}" for period, rank in result.ranks.items())
    return (
        Group(table, Text(f"  Ranks on the global boards: {ranks}", style="dim"))
        if ranks
        else table
    )


def _encore(encore: EncoreResult) -> RenderableType:
    """Return the second challenge: a bar a dancer, and what it is made of."""
    table = Table.grid(padding=(0, 2))
    for one in encore.dancers:
        score = one.score or 0.0
        table.add_row(
            one.name,
            Text(bar(score / 100), style=f"{_colour(score)} on grey15"),
            Text(f"{score:5.2f}", style="bold"),
            Text(_WORDS.get(one.name, ""), style="dim"),
        )
        parts = "   ".join(f"{metric.name} {metric.score:.0f}" for metric in one.metrics)
        table.add_row("", Text(parts or one.message or "", style="dim"))
    head = Text.assemble(
        (f" “{encore.title}”", "bold"), (f", {encore.type} after a demo video", "")
    )
    return Padding(Group(head, Text(), Padding(table, (0, 3))), (1, 0, 0, 0))


def _times(result: DemoResult) -> RenderableType:
    """Return a bar per step; what the pipeline did stands below the scoring it is part of."""
    table = Table.grid(padding=(0, 2))
    table.add_row(Text("Where the time went", style="bold"))
    longest = max(result.timings_ms.values(), default=1.0)
    for step, ms in _in_order(result.timings_ms):
        mine = step in _ON_THE_PHONE
        name = Text(f"{'' if mine else '  '}{step.replace('_', ' ')}")
        style = "cyan" if mine else "magenta"
        table.add_row(name, Text(bar(ms / longest), style=style), f"{ms:8,.0f} ms")
    total = f"The whole run took {sum(result.steps_s.values()):.0f} s."
    return Padding(Group(table, Text(total, style="dim")), (1, 2))


def _in_order(times: Mapping[str, float]) -> list[tuple[str, float]]:
    def place(step: tuple[str, float]) -> float:
        known = step[0] in _ON_THE_PHONE
        return _ON_THE_PHONE.index(step[0]) if known else _ON_THE_PHONE.index("scoring") + 0.5

    return sorted(times.items(), key=place)


def _next_steps(result: DemoResult, *, kept: bool) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_row(Text("What to try next", style="bold"))
    for command, what in _commands(result, kept=kept).items():
        table.add_row(Text(f"  {command}", style="green"), what)
    return Padding(table, (0, 2, 1, 2))


def _commands(result: DemoResult, *, kept: bool) -> dict[str, str]:
    commands = {"make demo CLIP=dance.mp4": "score a video of your own, 3 to 60 s"}
    if len(result.dancers) < len(CAST):
        commands["make demo"] = "see six drawn dancers compete"
    commands["make demo JSON=result.json"] = "write the result for a program"
    if kept:
        commands["make token"] = "sign in and use the API yourself"
        commands["make down"] = "stop the stage"
    else:
        commands["make up"] = "keep the stage, use the API yourself"
    return commands


def _colour(score: float) -> str:
    if score >= _GOOD:
        return "green"
    return "yellow" if score >= _FAIR else "red"
