"""What a long run has done so far, a line each: whoever goes on skips what is there."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any


class Journal:
    """A file of JSON lines; one that a crash cut off is left out.

    Parameters
    ----------
    path : Path
        Where it is; it is made when something is first noted.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def exists(self) -> bool:
        """Whether anything has been noted."""
        return self._path.exists()

    def lines(self) -> list[dict[str, Any]]:
        """Return what was noted, in order."""
        found: list[dict[str, Any]] = []
        for line in self._path.read_text("utf-8").splitlines() if self.exists else ():
            with suppress(json.JSONDecodeError):
                found.append(json.loads(line))
        return found

    def note(self, line: dict[str, Any]) -> None:
        """Append a line, whole, after whatever a crash may have cut off."""
        with self._path.open("ab+") as file:
            file.seek(0, 2)
            is_cut = file.tell() > 0 and not _ends_line(file)
            file.write((b"\n" if is_cut else b"") + json.dumps(line).encode() + b"\n")


def _ends_line(file: Any) -> bool:  # noqa: ANN401 (a binary file)
    file.seek(-1, 2)
    return bool(file.read(1) == b"\n")
