"""Progress for people: one line per step, with how long it took."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.status import Status


class StepWatch:
    """Shows the step that runs with a spinner, and the finished ones with a tick.

    Without a terminal only the finished steps are printed.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._status: Status | None = None
        self._name = ""
        self._began = 0.0
        self._notes: dict[str, str] = {}
        self._told: list[str] = []
        self.seconds: dict[str, float] = {}

    def __enter__(self) -> Self:
        """Take over the last lines of the terminal."""
        return self

    def step(self, name: str) -> None:
        """Tick the last step off and begin another."""
        self._finish("[green]✓[/green]")
        self._name, self._began = name, time.monotonic()
        self._notes, self._told = {}, []
        self._status = self._console.status(name)
        self._status.start()

    def progress(self, share: float) -> None:
        """Show how much of the step is done, 0 to 1."""
        if self._status:
            self._status.update(f"{self._name}  [cyan]{share:4.0%}[/cyan]")

    def note(self, who: str, text: str) -> None:
        """Show what somebody is busy with, beside what the others are."""
        self._notes[who] = text
        if self._status:
            busy = "  ".join(f"[cyan]{name}[/cyan] {what}" for name, what in self._notes.items())
            self._status.update(f"{self._name}\n   {busy}")

    def tell(self, text: str) -> None:
        """Keep a line to stand below the step once that is ticked off."""
        self._told.append(text)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Finish the last step, as failed if an error ends it."""
        self._finish("[green]✓[/green]" if kind is None else "[red]✗[/red]")

    def _finish(self, mark: str) -> None:
        if self._status is None:
            return
        self._status.stop()
        self._status = None
        took = self.seconds[self._name] = time.monotonic() - self._began
        self._console.print(f" {mark} {self._name:<50} [dim]{took:6.1f} s[/dim]", highlight=False)
        for line in self._told:
            self._console.print(f"     [dim]{line}[/dim]", highlight=False)
