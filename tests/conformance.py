"""An API against its own description: requests nobody would think of, by Schemathesis."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from local.openapi import PATH

CHECKS: Final = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
)
LAST: Final = "privacy_erase_me"
"""Whoever has asked for this is refused everything else: it is asked for when all is said."""
LONGEST_S: Final = 300


def configuration(folder: Path, there: Mapping[str, str]) -> Path:
    """Write down ids of things that are there, by their parameters, so that requests reach them."""
    path = folder / "schemathesis.toml"
    lines = [f'"path.{name}" = "{value}"' for name, value in there.items()]
    path.write_text("\n".join(["[parameters]", *lines]))
    return path


def complaints(
    url: str, *, authorization: str, places: Path, check: str, options: tuple[str, ...]
) -> str:
    """Ask an API for all that its document has; return what is not as the document says.

    Parameters
    ----------
    check
        What is looked at beside the usual.
    options
        Which requests: phases, and how many examples of each.
    """
    asked = (
        _asked(url, authorization, places, check, (*options, *which))
        for which in (
            (f"--exclude-operation-id={LAST}",),
            (f"--include-operation-id={LAST}", "--phases=coverage"),
        )
    )
    return "".join(asked)


def _asked(url: str, authorization: str, places: Path, check: str, options: tuple[str, ...]) -> str:
    done = subprocess.run(  # noqa: S603 (our own arguments)
        [
            Path(sys.executable).with_name("st"),
            f"--config-file={places}",
            "run",
            PATH,
            f"--url={url}",
            f"--header=Authorization: {authorization}",
            f"--checks={','.join([*CHECKS, check])}",
            *options,
            "--generation-deterministic",
            "--no-shrink",
            "--continue-on-failure",
            "--no-color",
        ],
        cwd=places.parent,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST_S,
    )
    return f"{done.returncode}: {done.stdout[-20_000:]}{done.stderr}" if done.returncode else ""
